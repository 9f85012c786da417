import Headroom

Headroom.main()
