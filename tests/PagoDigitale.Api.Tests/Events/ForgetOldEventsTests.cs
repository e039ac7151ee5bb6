using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Events;

/// <summary>Events are kept for ever, or for a number of months that the installation says.</summary>
public sealed class ForgetOldEventsTests(OwnApi own) : IClassFixture<OwnApi>
{
    [Fact]
    public async Task Only_whole_months_that_are_older_go()
    {
        var organization = await OrganizationAsync(own.Api);
        var (older, sameMonth) = (TestClock.Now.AddMonths(-25), TestClock.Now.AddMonths(-24).AddDays(-5));
        sameMonth.Month.ShouldBe(TestClock.Now.Month, "the test needs an event of the same month, before the day");
        await AgeAsync(organization, await UnitAsync(organization, "A"), older);
        await AgeAsync(organization, await UnitAsync(organization, "B"), older.AddYears(-30));
        await AgeAsync(organization, await UnitAsync(organization, "C"), sameMonth);
        await UnitAsync(organization, "D");
        var places = new List<string>();
        for (var seen = 1; seen <= 4; seen++)
            places.Add((await own.Api.Admin.Events.ListAsync(organization, new() { Limit = seen })).ResumeAfter);

        (await JobFor(24).RunOnceAsync(CancellationToken.None)).ShouldBeGreaterThan(0);

        (await NamesAsync(new())).ShouldBe([organization, "C", "D"]);
        await LostAsync(() => NamesAsync(new() { After = places[0] }), "its event is kept, and two behind it are not");
        await LostAsync(() => NamesAsync(new() { After = places[1] }), "an event behind it is not kept");
        (await NamesAsync(new() { After = places[2] })).ShouldBe(["C", "D"], "who had seen the last that is forgotten has missed nothing");
        (await NamesAsync(new() { After = places[3] })).ShouldBe(["D"]);
        (await JobFor(24).RunOnceAsync(CancellationToken.None)).ShouldBe(0, "they are gone");

        async Task<List<string>> NamesAsync(ListEventsOptions filter) =>
            [
                .. (await own.Api.Admin.Events.ListAsync(organization, filter)).Items.Select(e =>
                    e.Data.TryGetProperty("code", out var code) ? code.GetString()! : e.Subject.Id
                ),
            ];
    }

    [Fact]
    public async Task Who_follows_several_has_missed_what_any_of_them_lost()
    {
        var (first, second) = (await OrganizationAsync(own.Api), await OrganizationAsync(own.Api));
        var both = await OrganizationAsync(own.Api);
        var none = (await own.Api.Admin.Events.ListAsync(both, new() { Type = "position.paid" })).ResumeAfter;
        await AgeAsync(first, await UnitAsync(first, "A"), TestClock.Now.AddMonths(-25));
        var before = (await AcrossAsync(new() { Limit = 200 })).ResumeAfter;
        await AgeAsync(second, await UnitAsync(second, "B"), TestClock.Now.AddMonths(-25));
        var after = (await AcrossAsync(new() { Limit = 200 })).ResumeAfter;
        await UnitAsync(first, "C");

        await JobFor(24).RunOnceAsync(CancellationToken.None);

        await LostAsync(() => AcrossAsync(new() { After = before }), "of the second one");
        (await AcrossAsync(new() { After = after })).Items.ShouldHaveSingleItem().Organization.ShouldBe(first);
        (await AcrossAsync(new() { Organization = first, After = before })).Items.ShouldHaveSingleItem();
        (await own.Api.Admin.Events.ListAsync(first, new() { After = after })).Items.ShouldHaveSingleItem();
        (await own.Api.Admin.Events.ListAsync(both, new() { After = none })).Items.ShouldBeEmpty("nothing of it was forgotten");

        Task<EventPage> AcrossAsync(ListEventsAcrossOrganizationsOptions filter) =>
            own.Api.Admin.Events.ListAcrossOrganizationsAsync(filter);
    }

    /// <summary>A reader that found nothing keeps the beginning as its place.</summary>
    [Fact]
    public async Task Who_had_seen_nothing_is_told_what_was_forgotten()
    {
        var organization = await OrganizationAsync(own.Api);
        await RunAsync("DELETE FROM events WHERE organization_id = $1", organization);
        var start = (await own.Api.Admin.Events.ListAsync(organization)).ResumeAfter;
        (await own.Api.Admin.Events.ListAsync(organization, new() { After = start })).Items.ShouldBeEmpty();
        await AgeAsync(organization, await UnitAsync(organization, "A"), TestClock.Now.AddMonths(-25));

        await JobFor(24).RunOnceAsync(CancellationToken.None);

        await LostAsync(() => own.Api.Admin.Events.ListAsync(organization, new() { After = start }), "it never saw what is gone");
        (await own.Api.Admin.Events.ListAsync(organization)).Items.ShouldBeEmpty();
    }

    private static async Task LostAsync(Func<Task> read, string why) =>
        (await Should.ThrowAsync<PagoDigitaleConflictException>(read, why)).Code.ShouldBe("resume-point-lost", why);

    [Fact]
    public async Task Without_the_setting_all_are_kept()
    {
        var organization = await OrganizationAsync(own.Api);
        await AgeAsync(organization, await UnitAsync(organization, "A"), TestClock.Now.AddYears(-9));

        (await JobFor(null).RunOnceAsync(CancellationToken.None)).ShouldBe(0);

        (await own.Api.Admin.Events.ListAsync(organization)).Items.Count.ShouldBe(2);
    }

    /// <summary>Its event has its place; without one it would stay, however old.</summary>
    private async Task<string> UnitAsync(string organization, string code)
    {
        var unit = await own.Api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = code, Name = code });
        await own.Api.Admin.Events.ListAsync(organization, new() { Limit = 1 });
        return unit.Id;
    }

    [Theory]
    [InlineData(2)]
    [InlineData(1_201)]
    public void A_time_too_short_for_who_was_down_or_too_long_is_refused(int months) =>
        Should.Throw<InvalidOperationException>(() => JobFor(months)).Message.ShouldContain(ForgetOldEvents.KeptMonthsKey);

    private ForgetOldEvents JobFor(int? months) =>
        new(
            own.Api.Services.GetRequiredService<AppDataSource>(),
            own.Api.Services.GetRequiredService<TimeProvider>(),
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        [ForgetOldEvents.KeptMonthsKey] = months?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    }
                )
                .Build(),
            NullLogger<ForgetOldEvents>.Instance
        );

    /// <summary>As if its event had been written then.</summary>
    private async Task AgeAsync(string organization, string subject, DateTimeOffset at)
    {
        await RunAsync($"SELECT make_months('{TestClock.Now.AddMonths(-26):yyyy-MM-dd}', '{TestClock.Now:yyyy-MM-dd}')");
        await RunAsync(
            "UPDATE events SET event_id = $3, occurred_at = $4 WHERE organization_id = $1 AND subject_id = $2",
            organization,
            subject,
            Guid.CreateVersion7(at),
            at
        );
    }

    private async Task RunAsync(string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(own.Api.ConnectionString);
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
