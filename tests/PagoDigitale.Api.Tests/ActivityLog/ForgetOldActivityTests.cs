using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using ActivityEntry = PagoDigitale.Platform.ActivityLog.ActivityEntry;

namespace PagoDigitale.Api.Tests.ActivityLog;

/// <summary>The log is kept for ever, or for a number of months that the installation says; what is kept stays proved.</summary>
public sealed class ForgetOldActivityTests(OwnApi own) : IClassFixture<OwnApi>
{
    private static readonly DateTimeOffset Old = TestClock.Now.AddMonths(-26);

    /// <summary>Of the oldest month that is kept.</summary>
    private static readonly DateTimeOffset Kept = new(
        TestClock.Now.AddMonths(-24).Year,
        TestClock.Now.AddMonths(-24).Month,
        1,
        0,
        0,
        1,
        default
    );

    private readonly TestApi _api = own.Api;

    private IActivityLogClient Log => _api.Admin.ActivityLog;

    [Fact]
    public async Task Whole_months_go_and_the_rest_is_proved_from_the_last_entry_of_them()
    {
        var organization = await ChainAsync(Old, Old.AddDays(1), Kept.AddSeconds(-2), Kept, Kept.AddDays(40));
        var before = (await Log.ListAsync(organization)).Items.ToDictionary(e => e.Sequence);

        (await JobFor(24).RunOnceAsync(CancellationToken.None)).ShouldBeGreaterThan(0);

        var verification = await Log.VerifyAsync(organization);
        verification.IsIntact.ShouldBeTrue();
        (verification.Anchor!.Sequence, verification.Anchor.Hash).ShouldBe((3, before[3].Hash));
        verification.Anchor.OccurredAt.ShouldBe(before[3].OccurredAt);
        verification.EntriesVerified.ShouldBeGreaterThanOrEqualTo(5);
        (await Log.ListAsync(organization)).Items.Select(e => e.Sequence).ShouldNotContain(s => s <= 3);
        (await JobFor(24).RunOnceAsync(CancellationToken.None)).ShouldBe(0, "they are gone");
        (await Log.VerifyAsync(organization)).Anchor!.Sequence.ShouldBe(3);

        // Who kept the anchor, or an entry behind it, compares; an entry that is gone cannot be compared.
        (await Log.VerifyAsync(organization, new() { Sequence = 3, Hash = before[3].Hash })).IsIntact.ShouldBeTrue();
        (await Log.VerifyAsync(organization, new() { Sequence = 3, Hash = before[4].Hash })).IsIntact.ShouldBeFalse();
        (await Log.VerifyAsync(organization, new() { Sequence = 4, Hash = before[4].Hash })).IsIntact.ShouldBeTrue();
        await FieldRefusalAsync(
            "sequence",
            "forgotten",
            () => Log.VerifyAsync(organization, new() { Sequence = 2, Hash = before[2].Hash }),
            400
        );
    }

    [Theory]
    [InlineData("UPDATE activity_log SET status = 201 WHERE organization_id = '{0}' AND sequence = 4", 4)]
    [InlineData("DELETE FROM activity_log WHERE organization_id = '{0}' AND sequence = 3", 3)]
    [InlineData("DELETE FROM activity_anchors WHERE organization_id = '{0}'", 1)]
    [InlineData("UPDATE activity_anchors SET hash = sha256(hash) WHERE organization_id = '{0}'", 1)]
    [InlineData("UPDATE activity_anchors SET occurred_at = occurred_at - interval '1 day' WHERE organization_id = '{0}'", 1)]
    // A log that somebody shortened further: no key of his seals the later beginning.
    [InlineData(
        """
            UPDATE activity_anchors a SET sequence = e.sequence, hash = e.hash, occurred_at = e.occurred_at FROM activity_log e
                WHERE a.organization_id = '{0}' AND e.organization_id = '{0}' AND e.sequence = 4;
            DELETE FROM activity_log WHERE organization_id = '{0}' AND sequence <= 4
            """,
        1
    )]
    // The sealed end of the log is no beginning.
    [InlineData(
        """
            UPDATE activity_anchors a SET sequence = h.sequence, hash = h.hash, seal = h.seal FROM activity_heads h
                WHERE a.organization_id = '{0}' AND h.organization_id = '{0}';
            DELETE FROM activity_log WHERE organization_id = '{0}'
            """,
        1
    )]
    public async Task Who_tampers_with_what_is_kept_is_found(string tampering, long broken)
    {
        var organization = await ChainAsync(Old, Old.AddDays(1), Kept, Kept.AddDays(40), Kept.AddDays(41));
        await JobFor(24).RunOnceAsync(CancellationToken.None);
        (await Log.VerifyAsync(organization)).Anchor!.Sequence.ShouldBe(2);

        await RunAsync(string.Format(CultureInfo.InvariantCulture, tampering, organization));

        var verification = await Log.VerifyAsync(organization);
        (verification.IsIntact, verification.FirstBrokenSequence).ShouldBe((false, broken));
    }

    [Fact]
    public async Task An_entry_of_the_old_month_with_a_place_behind_the_new_month_stays()
    {
        var organization = await ChainAsync(Old, Kept.AddSeconds(-3), Kept, Kept.AddSeconds(-2), Kept.AddDays(1));

        await JobFor(24).RunOnceAsync(CancellationToken.None);

        (await Log.ListAsync(organization)).Items.Select(e => e.Sequence).Order().Take(3).ShouldBe([3, 4, 5]);
        var verification = await Log.VerifyAsync(organization);
        (verification.IsIntact, verification.Anchor!.Sequence).ShouldBe((true, 2));
    }

    [Fact]
    public async Task Of_a_chain_that_does_not_hold_nothing_goes_and_others_are_not_kept_by_it()
    {
        var (broken, other) = (await ChainAsync(Old, Old.AddDays(1), Kept), await ChainAsync(Old, Old.AddDays(1), Kept));
        await RunAsync($"UPDATE activity_log SET client_id = 'somebody-else' WHERE organization_id = '{broken}' AND sequence = 2");

        (await JobFor(24).RunOnceAsync(CancellationToken.None)).ShouldBeGreaterThan(0);

        (await Log.VerifyAsync(other)).Anchor!.Sequence.ShouldBe(2);
        var verification = await Log.VerifyAsync(broken);
        (verification.IsIntact, verification.FirstBrokenSequence, verification.Anchor).ShouldBe((false, 2, null));
        (await Log.ListAsync(broken)).Items.Select(e => e.Sequence).ShouldContain(1);
    }

    [Fact]
    public async Task A_log_that_went_as_a_whole_goes_on_behind_its_anchor()
    {
        var organization = await ChainAsync(Old, Old.AddDays(1));

        await JobFor(24).RunOnceAsync(CancellationToken.None);
        await _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "A", Name = "A" });

        var verification = await Log.VerifyAsync(organization);
        (verification.IsIntact, verification.Anchor!.Sequence, verification.EntriesVerified).ShouldBe((true, 2, 3));
    }

    [Fact]
    public async Task An_entry_without_a_place_keeps_its_month()
    {
        var organization = await ChainAsync(Old, Kept);
        await RunAsync(
            $"""
            INSERT INTO activity_log (organization_id, activity_id, occurred_at, operation_id, method, path, status, outcome, trace_id)
            VALUES ('{organization}', '{Guid.CreateVersion7(Old)}', '{Old:O}', 'x', 'GET', '/', 200, 'succeeded', 'x')
            """
        );

        (await JobFor(24).RunOnceAsync(CancellationToken.None)).ShouldBe(0);
        // Listing gives it its place.
        (await Log.ListAsync(organization)).Items.Count.ShouldBe(3);
        (await Log.VerifyAsync(organization)).Anchor.ShouldBeNull();
    }

    /// <summary>Anchors and months are one transaction: a run that cannot end has done nothing, and the next one does it.</summary>
    [Fact]
    public async Task A_run_that_is_ended_in_the_middle_leaves_all_as_it_was()
    {
        var organization = await ChainAsync(Old, Kept);
        await using (var reader = new NpgsqlConnection(_api.ConnectionString))
        {
            await reader.OpenAsync();
            await using var transaction = await reader.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand("SELECT count(*) FROM activity_log", reader))
                await command.ExecuteScalarAsync();

            (await JobFor(24).RunOnceAsync(CancellationToken.None)).ShouldBe(0);
        }

        var verification = await Log.VerifyAsync(organization);
        (verification.IsIntact, verification.Anchor).ShouldBe((true, null));
        (await JobFor(24).RunOnceAsync(CancellationToken.None)).ShouldBeGreaterThan(0);
        (await Log.VerifyAsync(organization)).Anchor!.Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task Without_the_setting_all_are_kept()
    {
        var organization = await ChainAsync(TestClock.Now.AddYears(-9), Kept);

        (await JobFor(null).RunOnceAsync(CancellationToken.None)).ShouldBe(0);

        (await Log.VerifyAsync(organization)).Anchor.ShouldBeNull();
    }

    /// <summary>The first of these months is before the clock of identifiers begins.</summary>
    [Fact]
    public async Task Kept_for_a_hundred_years_nothing_goes()
    {
        var organization = await ChainAsync(Old, Kept);

        (await JobFor(1_200).RunOnceAsync(CancellationToken.None)).ShouldBe(0);

        (await Log.VerifyAsync(organization)).Anchor.ShouldBeNull();
        (await Log.ListAsync(organization)).Items.Select(e => e.Sequence).ShouldContain(1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(11)]
    [InlineData(1_201)]
    public void A_time_that_is_too_short_or_too_long_is_refused(int months) =>
        Should.Throw<InvalidOperationException>(() => JobFor(months)).Message.ShouldContain(ForgetOldActivity.KeptMonthsKey);

    private ForgetOldActivity JobFor(int? months) =>
        new(
            _api.Services.GetRequiredService<TenantScopes>(),
            _api.Services.GetRequiredService<ITenantRegistry>(),
            _api.Services.GetRequiredService<AppDataSource>(),
            _api.Services.GetRequiredService<SecretBox>(),
            _api.Services.GetRequiredService<TimeProvider>(),
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?> { [ForgetOldActivity.KeptMonthsKey] = months?.ToString(CultureInfo.InvariantCulture) }
                )
                .Build(),
            NullLogger<ForgetOldActivity>.Instance
        );

    /// <summary>An organization whose log has entries of these moments, in this order, and a sealed end.</summary>
    private async Task<string> ChainAsync(params DateTimeOffset[] moments)
    {
        var organization = await OrganizationAsync(_api);
        await RunAsync($"SELECT make_months('{TestClock.Now.AddMonths(-27):yyyy-MM-dd}', '{TestClock.Now:yyyy-MM-dd}')");
        var entries = moments
            .Select(at => new DateTimeOffset(at.Ticks - at.Ticks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero))
            .Select(
                (at, i) =>
                    new ActivityEntry(organization, Guid.CreateVersion7(at), at, "c", "op", "GET", $"/{i}", 200, "succeeded", "t", null)
            )
            .ToList();
        var links = ActivityLink.After(ActivityHead.Empty, entries);
        foreach (var link in links)
            await RunAsync(
                """
                INSERT INTO activity_log (organization_id, activity_id, sequence, occurred_at, client_id, operation_id, method, path,
                    status, outcome, trace_id, previous_hash, hash)
                VALUES ($1, $2, $3, $4, 'c', 'op', 'GET', $5, 200, 'succeeded', 't', $6, $7)
                """,
                organization,
                link.Entry.Id,
                link.Sequence,
                link.Entry.OccurredAt,
                link.Entry.Path,
                link.PreviousHash,
                link.Hash
            );
        var head = new ActivityHead(links[^1].Sequence, links[^1].Hash);
        await RunAsync(
            "INSERT INTO activity_heads (organization_id, sequence, hash, seal) VALUES ($1, $2, $3, $4)",
            organization,
            head.Sequence,
            head.Hash,
            head.Seal(organization, _api.Services.GetRequiredService<SecretBox>())
        );
        return organization;
    }

    private async Task RunAsync(string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(_api.ConnectionString);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
