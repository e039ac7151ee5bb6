using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.ActivityLog;

/// <summary>The end of the log is sealed: what was cut off it, or written anew without the key, shows.</summary>
public sealed class LogEndTests(OwnApi one) : IClassFixture<OwnApi>
{
    private readonly TestApi _api = one.Api;

    private IActivityLogClient Log => _api.Admin.ActivityLog;

    /// <summary>An organization with four entries.</summary>
    private async Task<string> SceneAsync()
    {
        var organization = await OrganizationAsync(_api);
        foreach (var code in new[] { "A", "B", "C", "D" })
            await _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });
        return organization;
    }

    [Theory]
    [InlineData("DELETE FROM activity_log WHERE organization_id = '{0}' AND sequence = 4", 4)]
    [InlineData("DELETE FROM activity_log WHERE organization_id = '{0}' AND sequence >= 2", 2)]
    [InlineData("DELETE FROM activity_log WHERE organization_id = '{0}'", 1)]
    [InlineData("DELETE FROM activity_heads WHERE organization_id = '{0}'", 5)]
    [InlineData(
        "DELETE FROM activity_log WHERE organization_id = '{0}' AND sequence = 4; DELETE FROM activity_heads WHERE organization_id = '{0}'",
        4
    )]
    [InlineData("UPDATE activity_heads SET seal = 'x' WHERE organization_id = '{0}'", 5)]
    [InlineData(
        """
            DELETE FROM activity_log WHERE organization_id = '{0}' AND sequence = 4; UPDATE activity_heads h SET sequence = 3, hash = a.hash
                FROM activity_log a WHERE h.organization_id = '{0}' AND a.organization_id = '{0}' AND a.sequence = 3
            """,
        4
    )]
    public async Task An_end_cut_off_or_a_head_that_is_not_ours_is_named_now_and_later(string tampering, long broken)
    {
        var organization = await SceneAsync();

        await Events.Feed.ExecuteAsync(
            _api.ConnectionString,
            string.Format(System.Globalization.CultureInfo.InvariantCulture, tampering, organization)
        );

        var now = await Log.VerifyAsync(organization);
        (now.IsIntact, now.FirstBrokenSequence).ShouldBe((false, broken));
        // Later calls are noted all the same, and hide nothing.
        await _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "E", Name = "E" });
        await _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "F", Name = "F" });
        var later = await Log.VerifyAsync(organization);
        (later.IsIntact, later.FirstBrokenSequence).ShouldBe((false, broken));
        (await Log.ListAsync(organization, new() { OperationId = "createUnit" }))
            .Items.Take(2)
            .ShouldAllBe(e => e.Outcome == "succeeded" && e.Sequence > 4);
    }

    /// <summary>Whoever can write anything to the database, and knows how hashes are made, still cannot seal an end.</summary>
    [Fact]
    public async Task A_chain_computed_anew_without_the_key_is_not_believed()
    {
        var organization = await SceneAsync();
        var entries = (await Log.ListAsync(organization)).Items.Where(e => e.OperationId == "createUnit").OrderBy(e => e.Sequence).ToList();
        var forger = new SecretBox(
            new byte[32]
                .Select(_ => (byte)7)
                .ToArray()
        );
        var head = ActivityHead.Empty;
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var delete = source.CreateCommand(
            $"DELETE FROM activity_log WHERE organization_id = '{organization}' AND operation_id <> 'createUnit'"
        );
        await delete.ExecuteNonQueryAsync();
        foreach (var e in entries)
        {
            PagoDigitale.Core.Identifiers.PublicId.TryParse(e.Id, "act", out var id);
            var entry = new PagoDigitale.Platform.ActivityLog.ActivityEntry(
                organization,
                id,
                e.OccurredAt,
                "somebody-else",
                e.OperationId,
                e.Method,
                e.Path,
                e.Status,
                e.Outcome,
                e.TraceId,
                e.Resource
            );
            var hash = ActivityHead.HashOf(head.Hash, e.Sequence, entry);
            await using var forge = source.CreateCommand(
                """
                UPDATE activity_log SET client_id = 'somebody-else', previous_hash = $3, hash = $4 WHERE organization_id = $1
                    AND activity_id = $2
                """
            );
            foreach (var value in new object[] { organization, id, head.Hash, hash })
                forge.Parameters.Add(new() { Value = value });
            await forge.ExecuteNonQueryAsync();
            head = new(e.Sequence, hash);
        }
        await using var seal = source.CreateCommand(
            "UPDATE activity_heads SET sequence = $2, hash = $3, seal = $4 WHERE organization_id = $1"
        );
        foreach (var value in new object[] { organization, head.Sequence, head.Hash, head.Seal(organization, forger) })
            seal.Parameters.Add(new() { Value = value });
        await seal.ExecuteNonQueryAsync();

        var verification = await Log.VerifyAsync(organization);

        verification.IsIntact.ShouldBeFalse();
        verification.EntriesVerified.ShouldBe(4, "the forged chain holds in itself; its seal does not");
    }

    /// <summary>What a restore does, and what no seal can show: only who kept the end elsewhere sees it.</summary>
    [Fact]
    public async Task A_log_put_back_as_a_whole_is_seen_by_who_kept_its_end()
    {
        var organization = await SceneAsync();
        var kept = await Log.VerifyAsync(organization);
        kept.IsIntact.ShouldBeTrue();
        (await Log.VerifyAsync(organization, new() { Sequence = kept.EntriesVerified, Hash = kept.LastHash })).IsIntact.ShouldBeTrue();
        await Events.Feed.ExecuteAsync(
            _api.ConnectionString,
            "CREATE TABLE IF NOT EXISTS head_kept AS SELECT * FROM activity_heads; DELETE FROM head_kept; INSERT INTO head_kept "
                + $"SELECT * FROM activity_heads WHERE organization_id = '{organization}'"
        );
        await _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "E", Name = "E" });
        var newer = await Log.VerifyAsync(organization);
        await Events.Feed.ExecuteAsync(
            _api.ConnectionString,
            $"""
            DELETE FROM activity_log WHERE organization_id = '{organization}' AND sequence > (SELECT sequence FROM head_kept);
            UPDATE activity_heads h SET sequence = k.sequence, hash = k.hash, seal = k.seal FROM head_kept k
                WHERE h.organization_id = k.organization_id;
            """
        );

        (await Log.VerifyAsync(organization, new() { Sequence = kept.EntriesVerified, Hash = kept.LastHash })).IsIntact.ShouldBeTrue(
            "the seal is one that was given"
        );
        (await Log.VerifyAsync(organization, new() { Sequence = newer.EntriesVerified, Hash = newer.LastHash })).IsIntact.ShouldBeFalse();
        (await Log.VerifyAsync(organization, new() { Sequence = 2, Hash = newer.LastHash })).FirstBrokenSequence.ShouldBe(2);
    }

    [Fact]
    public async Task A_chain_from_before_there_were_heads_is_sealed_once_by_the_upgrade()
    {
        await using var api = await TestApi.StartAsync();
        var organization = await OrganizationAsync(api);
        await api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "A", Name = "A" });
        await Events.Feed.ExecuteAsync(api.ConnectionString, "DELETE FROM activity_heads");

        await api.Services.GetRequiredService<SealActivityLog>().AnchorAsync(CancellationToken.None);

        (await api.Admin.ActivityLog.VerifyAsync(organization)).IsIntact.ShouldBeTrue();
        await api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "B", Name = "B" });
        (await api.Admin.ActivityLog.VerifyAsync(organization)).IsIntact.ShouldBeTrue();
    }
}
