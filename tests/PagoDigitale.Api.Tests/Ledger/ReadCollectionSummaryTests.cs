using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Ledger.LedgerTests;

namespace PagoDigitale.Api.Tests.Ledger;

public sealed class ReadCollectionSummaryTests(OneApi one) : IClassFixture<OneApi>
{
    private const string SeriesId = "00000000-0000-7000-8000-000000000009";

    private static string Series(PositionScene scene) =>
        $"INSERT INTO reconciliation_series (organization_id, series_id) VALUES ('{scene.Organization}', '{SeriesId}');";

    [Fact]
    public async Task The_summary_shows_the_exceptions_of_the_last_reconciliation_of_everything()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        await scene.SqlAsync(
            $"""
            {Series(scene)}
            INSERT INTO reconciliation_jobs (organization_id, job_id, state, created_at, completed_at, series_id, run) VALUES
                ('{scene.Organization}', '00000000-0000-7000-8000-000000000001', 'completed', now(), now() - interval '1 day', '{SeriesId}',
                    1),
                ('{scene.Organization}', '00000000-0000-7000-8000-000000000002', 'completed', now(), now(), '{SeriesId}', 2);
            INSERT INTO reconciliation_items (organization_id, series_id, item_id, kind, subject_id, subject_index, first_run, last_run,
                class, is_regular, amount_cents, shape, since)
            SELECT '{scene.Organization}', '{SeriesId}', gen_random_uuid(), 'receipt', gen_random_uuid(), 1, v.run, v.run, v.class,
                v.regular, v.cents, {Shape(Fact.Receipt)}, {TestClock.TodaySql}
            FROM (VALUES (1, 'DOPPI', false, 1), (2, 'RT_NO_IUF', false, 500), (2, 'RT_NO_IUF', false, 700), (2, 'RT_IUF', true, 9))
                AS v(run, class, regular, cents);
            """
        );
        var exception = (await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.ShouldHaveSingleItem();
        (exception.Class, exception.Count, exception.AmountCents, exception.NextStep).ShouldBe(
            ("RT_NO_IUF", 2, 1_200, NextStepTexts.AwaitRendicontazione.English)
        );
    }

    [Fact]
    public async Task Things_of_one_class_with_another_next_step_are_another_exception()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        (await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization)).ExceptionsAsOf.ShouldBeNull();
        await scene.SqlAsync(
            $"""
            {Series(scene)}
            INSERT INTO reconciliation_jobs (organization_id, job_id, state, created_at, completed_at, series_id, run)
                VALUES ('{scene.Organization}', '00000000-0000-7000-8000-000000000001', 'completed', now(), '2026-06-04T06:31:02Z',
                    '{SeriesId}', 1);
            INSERT INTO reconciliation_items (organization_id, series_id, item_id, kind, subject_id, subject_index, first_run,
                class, is_regular, amount_cents, shape, since)
            SELECT '{scene.Organization}', '{SeriesId}', gen_random_uuid(), 'receipt', gen_random_uuid(), 1, 1, v.class, false, v.cents,
                v.shape, {TestClock.TodaySql}
            FROM (VALUES ('IUV_NO_RT', 1, {Shape(Fact.ReportRow, 4)}), ('IUV_NO_RT', 2, {Shape(Fact.ReportRow, 0)}),
                ('IUV_NO_RT', 4, {Shape(Fact.ReportRow | Fact.Position, 0)}),
                ('DOPPI', 8, {Shape(Fact.Receipt | Fact.Duplicate)})) AS v(class, cents, shape);
            """
        );

        var summary = await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization);

        summary
            .Exceptions.Select(e => (e.Class, e.Count, e.AmountCents, e.NextStep))
            .ShouldBe([
                ("DOPPI", 1, 8, NextStepTexts.RefundSecondPayment.English),
                ("IUV_NO_RT", 2, 6, NextStepTexts.RecoverReceipt.English),
                ("IUV_NO_RT", 1, 1, NextStepTexts.StandIn.English),
            ]);
        summary.ExceptionsAsOf.ShouldBe(new DateTimeOffset(2026, 6, 4, 6, 31, 2, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_summary_closes_with_what_other_organizations_were_paid()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        async Task<Position> Owed()
        {
            var input = PositionScene.Input(10_000);
            input.PaymentOptions![0].Instalments[0].Transfers =
            [
                new() { AmountCents = 7_000 },
                new()
                {
                    AmountCents = 3_000,
                    OrganizationFiscalCode = PositionScene.OtherOrganization,
                    Iban = PositionScene.OwnIban,
                },
            ];
            return await scene.CreateAsync(input);
        }

        var (twice, shortOne, outside, cancelled, open) = (await Owed(), await Owed(), await Owed(), await Owed(), await Owed());
        await scene.PayAsync(PositionScene.Instalment(twice).NoticeNumber, 7_000, 3_000);
        await scene.PayAsync(PositionScene.Instalment(twice).NoticeNumber, 7_000, 3_000);
        await scene.PayAsync(PositionScene.Instalment(shortOne).NoticeNumber, 6_900, 2_950);
        await scene.PayOutsideAsync(outside);
        await scene.CancelAsync(cancelled);
        (await scene.ReadAsync(open)).State.ShouldBe("payable");

        var summary = await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization);

        (summary.IssuedCents, summary.CancelledCents, summary.OutstandingCents).ShouldBe((50_000, 10_000, 10_150));
        (summary.PaidCents, summary.PayerCreditsCents, summary.PaidToOthersCents).ShouldBe((27_900, 7_000, 8_950));
        ShouldClose(summary);
    }

    [Fact]
    public async Task Nothing_is_told_of_another_organization()
    {
        var (scene, other) = (await PositionScene.CreateAsync(one.Api), await PositionScene.CreateAsync(one.Api));
        await scene.PayAsync(PositionScene.Instalment(await scene.CreateAsync(PositionScene.Input(10_000))).NoticeNumber, 10_000);

        var (own, none) = (
            await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization),
            await scene.Ledger.ReadCollectionSummaryAsync(other.Organization)
        );

        (own.IssuedCents, own.IssuedCount, own.PaidCents, own.PaidCount).ShouldBe((10_000, 1, 10_000, 1));
        (none.IssuedCents, none.IssuedCount, none.PaidCents, none.PaidCount).ShouldBe((0, 0, 0, 0));
        (none.Exceptions.Count, none.ExceptionsAsOf).ShouldBe((0, null));
    }

    private static long Shape(Fact facts, int? outcome = null) =>
        (long)facts + (outcome is { } code ? (long)(code + 1) << Facts.OutcomeBit : 0);
}
