using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.ActivityLog;

public sealed class ActivityLogTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    /// <summary>An organization with four entries: three changes and a refusal.</summary>
    private async Task<string> SceneAsync()
    {
        var organization = await OrganizationAsync(_api);
        foreach (var code in new[] { "A", "B", "C" })
            await _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });
        await RefusalAsync(404, "debtor-not-found", () => _api.Admin.Debtors.ReadAsync(organization, "deb_nothing"));
        return organization;
    }

    [Fact]
    public async Task Every_call_is_in_the_log_newest_first_without_gaps_and_chained()
    {
        var organization = await SceneAsync();

        var entries = (await _api.Admin.ActivityLog.ListAsync(organization)).Items.ToList();

        entries.Select(e => e.Sequence).ShouldBe([4, 3, 2, 1]);
        entries.Select(e => e.OperationId).Order().ShouldBe(["createUnit", "createUnit", "createUnit", "readDebtor"]);
        entries.Zip(entries.Skip(1)).ShouldAllBe(pair => pair.First.PreviousHash == pair.Second.Hash);
        entries.ShouldAllBe(e => e.Actor == TestApi.AdminClientId && e.Path.StartsWith($"/v1/organizations/{organization}"));
    }

    [Fact]
    public async Task The_log_is_filtered_and_paged()
    {
        var organization = await SceneAsync();
        var log = _api.Admin.ActivityLog;

        var refused = (await log.ListAsync(organization, outcome: "refused")).Items.ShouldHaveSingleItem();
        (refused.OperationId, refused.Status, refused.Resource, refused.Code).ShouldBe(
            ("readDebtor", 404, "deb_nothing", "debtor-not-found")
        );
        (await log.ListAsync(organization, operationId: "createUnit")).Items.ShouldAllBe(e => e.Code == null);
        (await log.ListAsync(organization, resource: "deb_nothing")).Items.Count.ShouldBe(1);
        (await log.ListAsync(organization, operationId: "createUnit")).Items.Count.ShouldBe(3);
        (await log.ListAsync(organization, clientId: "nobody")).Items.ShouldBeEmpty();
        (await log.ListAsync(organization, from: DateTimeOffset.UtcNow.AddHours(1))).Items.ShouldBeEmpty();
        (await log.ListAsync(organization, to: DateTimeOffset.UtcNow.AddHours(1))).Items.Count.ShouldBeGreaterThan(3);
        var page = await log.ListAsync(organization, operationId: "createUnit", limit: 2);
        (await log.ListAsync(organization, operationId: "createUnit", limit: 2, cursor: page.NextCursor)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_untouched_log_is_intact()
    {
        var organization = await SceneAsync();

        var verification = await _api.Admin.ActivityLog.VerifyAsync(organization);

        (verification.IsIntact, verification.EntriesVerified, verification.FirstBrokenSequence).ShouldBe((true, 4, null));
        // The verification itself is an entry by now.
        verification.LastHash.ShouldBe((await _api.Admin.ActivityLog.ListAsync(organization)).Items.Single(e => e.Sequence == 4).Hash);
    }

    [Theory]
    [InlineData("UPDATE activity_log SET client_id = 'somebody-else' WHERE sequence = 2", 2)]
    [InlineData("UPDATE activity_log SET status = 200 WHERE sequence = 4", 4)]
    [InlineData("UPDATE activity_log SET occurred_at = occurred_at - interval '1 second' WHERE sequence = 1", 1)]
    [InlineData("DELETE FROM activity_log WHERE sequence = 3", 3)]
    [InlineData("UPDATE activity_log SET hash = sha256(hash) WHERE sequence = 2", 2)]
    public async Task The_first_entry_tampered_with_is_named(string tampering, long broken)
    {
        var organization = await SceneAsync();

        await SqlAsync(_api, $"{tampering} AND organization_id = '{organization}'");

        var verification = await _api.Admin.ActivityLog.VerifyAsync(organization);
        (verification.IsIntact, verification.FirstBrokenSequence, verification.EntriesVerified).ShouldBe((false, broken, broken - 1));
    }
}
