/// Runs of the real engine over loopback; one after the other, since they share two cores.
import Testing

@Suite(.serialized) enum EngineTests {}
