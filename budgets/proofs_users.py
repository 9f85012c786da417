"""Users of a proof service, as its load test has them.

`headroom run proofs-locust` runs them under budgets; `locust -f budgets/proofs_users.py` runs them
alone. User classes are chosen at the end of the command line: Client or HurriedClient, BatchClient.
"""

import random
import string

from locust import HttpUser, between, task


def proof():
    return "".join(random.choices(string.ascii_letters + string.digits, k=64))


class ProofUser(HttpUser):
    """Verifies proofs; an answer that does not say that they are valid is a failure."""

    abstract = True

    def verify(self, path, body):
        with self.client.post(path, json=body, catch_response=True) as response:
            if response.ok and not response.json().get("valid", True):
                response.failure("the proof is not valid")


class Client(ProofUser):
    """Verifies proofs one by one, of persons, and in batches."""

    weight = 9
    wait_time = between(0.5, 2.5)

    @task(50)
    def verify_proof(self):
        self.verify("/api/verify-proof", {"proof": proof()})

    @task(30)
    def verify_biometric_proof(self):
        self.verify("/api/verify-biometric-proof", {"proof": proof()})

    @task(15)
    def verify_batch(self):
        self.verify("/api/batch-verify-proofs", {"proofs": [proof() for _ in range(3)]})


class HurriedClient(Client):
    """What clients are at peak."""

    wait_time = between(0.2, 1.0)


class BatchClient(ProofUser):
    """Verifies batches, one after the other."""

    weight = 1
    wait_time = between(0.1, 0.5)

    @task
    def verify_batch(self):
        self.verify("/api/batch-verify-proofs", {"proofs": [proof() for _ in range(3)]})
