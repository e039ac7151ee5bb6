using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.ActivityLog;

public sealed class VerifyActivityLogTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IActivityLogClient Log => _api.Admin.ActivityLog;

    [Fact]
    public async Task An_untouched_log_is_intact()
    {
        var organization = await Noted.OrganizationAsync(_api);

        var verification = await Log.VerifyAsync(organization);

        (verification.IsIntact, verification.EntriesVerified, verification.FirstBrokenSequence).ShouldBe((true, 4, null));
        // The verification itself is an entry by now.
        verification.LastHash.ShouldBe((await Log.ListAsync(organization)).Items.Single(e => e.Sequence == 4).Hash);
    }

    [Theory]
    [InlineData("UPDATE activity_log SET client_id = 'somebody-else' WHERE sequence = 2", 2)]
    [InlineData("UPDATE activity_log SET status = 200 WHERE sequence = 4", 4)]
    [InlineData("UPDATE activity_log SET occurred_at = occurred_at - interval '1 second' WHERE sequence = 1", 1)]
    [InlineData("DELETE FROM activity_log WHERE sequence = 3", 3)]
    [InlineData("UPDATE activity_log SET hash = sha256(hash) WHERE sequence = 2", 2)]
    public async Task The_first_entry_tampered_with_is_named(string tampering, long broken)
    {
        var organization = await Noted.OrganizationAsync(_api);

        await SqlAsync(_api, $"{tampering} AND organization_id = '{organization}'");

        var verification = await Log.VerifyAsync(organization);
        (verification.IsIntact, verification.FirstBrokenSequence, verification.EntriesVerified).ShouldBe((false, broken, broken - 1));
    }

    [Fact]
    public async Task A_log_without_entries_is_intact_and_has_no_end_yet()
    {
        var organization = await OrganizationAsync(_api);

        var verification = await Log.VerifyAsync(organization);

        (verification.IsIntact, verification.EntriesVerified, verification.FirstBrokenSequence, verification.LastHash).ShouldBe(
            (true, 0, null, null)
        );
    }

    [Fact]
    public async Task The_log_of_another_organization_tampered_with_breaks_its_own_chain_alone()
    {
        var (organization, other) = (await Noted.OrganizationAsync(_api), await Noted.OrganizationAsync(_api));

        await SqlAsync(_api, $"UPDATE activity_log SET status = 200 WHERE sequence = 4 AND organization_id = '{other}'");

        (await Log.VerifyAsync(other)).IsIntact.ShouldBeFalse();
        (await Log.VerifyAsync(organization)).IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task An_entry_that_is_known_is_named_by_its_number_and_its_hash()
    {
        var organization = await Noted.OrganizationAsync(_api);
        var entries = (await Log.ListAsync(organization)).Items.ToDictionary(e => e.Sequence, e => e.Hash);

        (await Log.VerifyAsync(organization, new() { Sequence = 2, Hash = entries[2] })).IsIntact.ShouldBeTrue();
        (await Log.VerifyAsync(organization, new() { Sequence = 2, Hash = entries[3] })).FirstBrokenSequence.ShouldBe(2);
        await FieldRefusalAsync("hash", "missing", () => Log.VerifyAsync(organization, new() { Sequence = 2 }), 400);
        await FieldRefusalAsync("sequence", "missing", () => Log.VerifyAsync(organization, new() { Hash = entries[2] }), 400);
    }
}
