"""The networks that are measured are such as netcrm itself would have made."""

import pytest

from tests.benchmarks.network import EXCHANGES, TIES, make
from tests.conftest import ENCRYPTED, Net


@pytest.mark.skipif(ENCRYPTED, reason="it is made plain")
def test_a_made_network_is_sound_and_the_same_again(tmp_path):
    one, other = Net(tmp_path / "one.db"), Net(tmp_path / "other.db")
    for net in (one, other):
        make(net.path, 150)
        net.path.chmod(0o600)
    found = one.json("doctor")
    assert [c for c in found["checks"] if not c["ok"]] == []
    assert len(one.json("list")) == 150
    assert one.ok("export", "--format", "csv") == other.ok("export", "--format", "csv")
    entries = sum(b["given"] + b["received"] for b in one.json("balance"))
    assert entries > 150 * EXCHANGES
    assert len(one.json("show", "1")["ties"]) >= TIES - 2
