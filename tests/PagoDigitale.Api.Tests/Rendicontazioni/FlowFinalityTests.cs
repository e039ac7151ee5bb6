using System.Globalization;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

/// <summary>From when a rendicontazione is revised no more, and accounting can rely on it.</summary>
public sealed class FlowFinalityTests(OneApi one) : IClassFixture<OneApi>
{
    /// <summary>Thursday: the third working day after it is the test clock's Tuesday.</summary>
    private static readonly DateOnly _lastFinal = TestClock.Today.AddDays(-5);

    [Theory]
    [InlineData("2026-11-19", "2026-11-23T23:00:00Z", "over a weekend")]
    [InlineData("2026-06-01", "2026-06-04T22:00:00Z", "over 2 June, in summer time")]
    [InlineData("2026-04-02", "2026-04-07T22:00:00Z", "over Easter Monday: Good Friday is a working day")]
    [InlineData("2026-12-23", "2026-12-28T23:00:00Z", "over Christmas and Santo Stefano")]
    [InlineData("2026-10-23", "2026-10-27T23:00:00Z", "over the end of summer time")]
    [InlineData("2026-11-21", "2026-11-24T23:00:00Z", "from a Saturday")]
    public void It_is_final_when_the_third_working_day_after_its_transfer_begins_in_Italy(string day, string finalAt, string why) =>
        FlowFinality
            .FinalAt(DateOnly.Parse(day, CultureInfo.InvariantCulture))
            .ShouldBe(DateTimeOffset.Parse(finalAt, CultureInfo.InvariantCulture), why);

    [Theory, InlineData("0001-01-01"), InlineData("2011-12-31"), InlineData("2101-01-01"), InlineData("9999-12-31")]
    public void A_day_that_cannot_be_right_tells_nothing(string day) =>
        FlowFinality.FinalAt(DateOnly.Parse(day, CultureInfo.InvariantCulture)).ShouldBeNull();

    [Fact]
    public void The_last_final_day_is_the_last_whose_moment_has_come_on_every_day_of_three_years()
    {
        for (var today = new DateOnly(2025, 1, 1); today.Year < 2028; today = today.AddDays(1))
        {
            var now = RomeTime.StartOfDay(today);
            var last = FlowFinality.LastFinalDay(now);
            FlowFinality.FinalAt(last).ShouldNotBeNull().ShouldBeLessThanOrEqualTo(now);
            FlowFinality.FinalAt(last.AddDays(1)).ShouldNotBeNull().ShouldBeGreaterThan(now);
            FlowFinality.LastFinalDay(now.AddMicroseconds(-1)).ShouldBe(FlowFinality.LastFinalDay(RomeTime.StartOfDay(today.AddDays(-1))));
        }
    }

    [Fact]
    public async Task Lists_tell_what_can_still_be_revised_and_what_cannot()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var final = await scene.UploadAsync(scene.Flow(_lastFinal, "60000000001", (await scene.PaidAsync()).Row));
        var open = await scene.UploadAsync(scene.Flow(_lastFinal.AddDays(1), "60000000001", (await scene.PaidAsync(500)).Row));
        var strange = await scene.UploadAsync(scene.Flow(new DateOnly(1, 1, 1), "60000000001", (await scene.PaidAsync(300)).Row));

        (final.FinalAt, open.FinalAt, strange.FinalAt).ShouldBe(
            (RomeTime.StartOfDay(TestClock.Today), RomeTime.StartOfDay(TestClock.Today.AddDays(1)), null)
        );
        (await IdsAsync(scene, new() { IsFinal = true })).ShouldBe([final.Id]);
        (await IdsAsync(scene, new() { IsFinal = false })).ShouldBe([open.Id]);
        (await IdsAsync(scene, new() { IsFinal = true, CollectedFrom = _lastFinal.AddDays(1) })).ShouldBeEmpty();
        (await IdsAsync(scene, new() { IsFinal = true, CollectedTo = _lastFinal.AddDays(-1) })).ShouldBeEmpty();
        (await IdsAsync(scene, new() { IsFinal = false, CollectedFrom = _lastFinal.AddDays(2) })).ShouldBeEmpty();
        (await IdsAsync(scene, new() { IsFinal = false, CollectedTo = _lastFinal.AddDays(1) })).ShouldBe([open.Id]);
    }

    [Fact]
    public async Task Reversali_are_issued_of_what_is_final_where_that_is_asked_for()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var final = scene.Flow(_lastFinal, "60000000001", (await scene.PaidAsync(1_000)).Row);
        var open = scene.Flow(_lastFinal.AddDays(1), "60000000001", (await scene.PaidAsync(500)).Row);
        await scene.UploadAsync(final);
        await scene.UploadAsync(open);
        var statement = await scene.UploadAsync(
            StatementLineRow.OfFlow(_lastFinal, final.Sum, final.FlussoId, "10"),
            StatementLineRow.OfFlow(_lastFinal.AddDays(1), open.Sum, open.FlussoId, "11")
        );
        await scene.ReconcileAsync();

        var issued = await IssueAsync(scene, new() { StatementId = statement.Id, OnlyFinal = true });
        var strange = scene.Flow(new DateOnly(1, 1, 1), "60000000001", (await scene.PaidAsync(300)).Row);
        await scene.UploadAsync(strange);
        (await IssueAsync(scene, new() { FlussoId = strange.FlussoId, OnlyFinal = true })).Skipped.Single().Reason.ShouldBe("not-final");
        var ofFlow = await IssueAsync(scene, new() { FlussoId = open.FlussoId, OnlyFinal = true });

        issued.Items.Select(r => r.FlussoId).ShouldBe([final.FlussoId]);
        foreach (var outcome in new[] { issued, ofFlow })
        {
            outcome.Skipped.Select(s => (s.FlussoId, s.Reason)).ShouldBe([(open.FlussoId, "not-final")]);
            outcome.RemainingCount.ShouldBe(0);
        }
        (await IssueAsync(scene, new() { StatementId = statement.Id })).Items.Select(r => r.FlussoId).ShouldBe([open.FlussoId]);
        await scene.BalancedAsync();
    }

    private static async Task<IEnumerable<string>> IdsAsync(MoneyScene scene, ListRendicontazioniOptions options) =>
        (await scene.Client.Rendicontazioni.ListAsync(scene.Organization, options)).Items.Select(r => r.Id);

    private static Task<ReversaliOutcome> IssueAsync(MoneyScene scene, ReversaliInput input)
    {
        (input.Counterpart, input.CollectionAccount) = ("Versanti diversi", "100");
        return scene.Client.Reversali.CreateAsync(scene.Organization, input);
    }
}
