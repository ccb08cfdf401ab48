from patentdesk.portfolio.offices import OFFICES, OfficeNames


def test_codes_and_names_lead_to_the_code():
    names = OfficeNames.of({"EP": ["欧洲专利局", "European Patent Office"], "CN": ["中国"]})
    assert names.code("欧洲专利局") == "EP"
    assert names.code("european patent office") == "EP"
    assert names.code(" cn ") == "CN"
    assert names.code("Atlantis") is None


def test_offices_that_the_trade_meets_are_known():
    assert {"CN", "EP", "WO", "US", "JP", "KR", "TW", "DE", "EA", "IB"} <= OFFICES
