using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.LatePayments;

/// <summary>
/// Receipts say that they were paid on Friday 29 May 2026. Of a term on Thursday the 28th the last of two working days is Monday 1 June;
/// the 2nd is a holiday.
/// </summary>
public sealed class ListLatePaymentsTests(OneApi one) : IClassFixture<OneApi>
{
    private static readonly DateOnly Thursday = new(2026, 5, 28);
    private static readonly DateOnly Monday = new(2026, 6, 1);
    private static readonly DateOnly Wednesday = new(2026, 6, 3);

    [Fact]
    public async Task What_is_paid_late_is_in_time_when_its_money_comes_within_two_working_days()
    {
        var scene = await WatchedAsync();
        var (soon, slow) = (await PaidAsync(scene, Thursday), await PaidAsync(scene, Thursday, cents: 20_000));
        var never = await PaidAsync(scene, new DateOnly(2026, 5, 26));
        await PaidAsync(scene, new DateOnly(2026, 5, 29));

        (await ToldAsync(scene)).ShouldBe([
            (never.NoticeNumber, "late", null),
            (slow.NoticeNumber, "awaiting-credit", null),
            (soon.NoticeNumber, "awaiting-credit", null),
        ]);
        await CreditAsync(scene, soon, Monday);
        await CreditAsync(scene, slow, Wednesday);

        (await ToldAsync(scene)).ShouldBe([
            (never.NoticeNumber, "late", null),
            (slow.NoticeNumber, "late", Wednesday),
            (soon.NoticeNumber, "in-time-by-credit", Monday),
        ]);
        (await ToldAsync(scene, "in-time-by-credit")).ShouldBe([(soon.NoticeNumber, "in-time-by-credit", Monday)]);
        (await ToldAsync(scene, "late", "awaiting-credit")).Count.ShouldBe(2);
        var row = (
            await scene.Client.LatePayments.ListAsync(scene.Organization, new() { Timeliness = ["in-time-by-credit"] })
        ).Items.Single();
        row.ShouldSatisfyAllConditions(
            r => r.Term.ShouldBe((CalendarDate)Thursday),
            r => r.PaidOn.ShouldBe((CalendarDate)new DateOnly(2026, 5, 29)),
            r => r.LastCreditDay.ShouldBe((CalendarDate)Monday),
            r =>
                (r.ServiceCode, r.OptionKind, r.AmountCents, r.PaidCents, r.ReductionCents).ShouldBe(("TARI", "single", 10_000, 10_000, 0)),
            r => (r.PositionId, r.InstalmentId).ShouldBe((soon.PositionId, soon.InstalmentId))
        );
    }

    [Fact]
    public async Task Pages_and_filters_find_what_a_clerk_looks_for()
    {
        var scene = await WatchedAsync();
        var notices = new List<string>();
        for (var i = 0; i < 3; i++)
            notices.Insert(0, (await PaidAsync(scene, Thursday)).NoticeNumber);

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await scene.Client.LatePayments.ListAsync(scene.Organization, new() { Limit = 1, Cursor = cursor });
            found.AddRange(page.Items.Select(p => p.NoticeNumber));
            cursor = page.NextCursor;
        } while (cursor is not null);
        found.ShouldBe(notices);

        (await CountAsync(new() { ServiceCode = "MULTE" })).ShouldBe(0);
        (await CountAsync(new() { ServiceCode = "TARI", DebtorFiscalCode = "rssmra80a01h501u" })).ShouldBe(3);
        (await CountAsync(new() { DebtorFiscalCode = FlowScene.Bianchi })).ShouldBe(0);
        (await CountAsync(new() { PaidFrom = Thursday, PaidTo = new DateOnly(2026, 5, 29) })).ShouldBe(3);
        (await CountAsync(new() { PaidTo = Thursday })).ShouldBe(0);

        async Task<int> CountAsync(ListLatePaymentsOptions filter) =>
            (await scene.Client.LatePayments.ListAsync(scene.Organization, filter)).Items.Count;
    }

    [Fact]
    public async Task A_reduced_amount_that_came_late_says_what_is_still_due()
    {
        var scene = await WatchedAsync();
        var input = OptionScene.InputOf([OptionScene.Reduced(7_000, PositionScene.Today), OptionScene.Option(10_000)]);
        input.PaymentOptions![0].Instalments[0].DueDate = Thursday;
        var position = await scene.Positions.CreateAsync(input);
        await new OptionScene(scene, position).PayAsync(0);

        (await scene.Client.LatePayments.ListAsync(scene.Organization))
            .Items.Select(p => (p.OptionKind, p.AmountCents, p.ReductionCents))
            .ShouldBe([("reduced", 7_000, 3_000)]);
    }

    [Fact]
    public async Task A_payment_outside_the_node_was_credited_on_the_day_it_is_told_for()
    {
        var scene = await WatchedAsync();
        foreach (var day in new[] { Thursday, Monday, Wednesday })
        {
            var owed = await OwedAsync(scene, Thursday);
            await scene.Client.Positions.RecordOutsidePaymentAsync(
                scene.Organization,
                owed.PositionId,
                new()
                {
                    InstalmentId = owed.InstalmentId,
                    PaidOn = day,
                    Reason = "Bonifico",
                }
            );
        }

        (await ToldAsync(scene)).Select(t => (t.Timeliness, t.CreditedOn)).ShouldBe([("late", Wednesday), ("in-time-by-credit", Monday)]);
    }

    [Fact]
    public async Task What_is_taken_back_is_late_no_more()
    {
        var scene = await WatchedAsync();
        var owed = await OwedAsync(scene, Thursday);
        await scene.DeclareAsync(owed);
        (await ToldAsync(scene)).Count.ShouldBe(1);
        await scene.Client.Positions.WithdrawOutsidePaymentAsync(
            scene.Organization,
            owed.PositionId,
            new() { InstalmentId = owed.InstalmentId, Reason = "Errore" }
        );
        (await ToldAsync(scene)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_services_that_ask_for_it_are_watched_and_a_new_term_is_another_last_day()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await PaidAsync(scene, Thursday);
        await WatchAsync(scene);
        (await ToldAsync(scene)).ShouldBeEmpty();

        var owed = await OwedAsync(scene, new DateOnly(2026, 5, 20));
        await scene.Client.Positions.ChangeAsync(
            scene.Organization,
            owed.PositionId,
            1,
            new() { Instalments = [new() { Id = owed.InstalmentId, DueDate = Thursday }] }
        );
        await scene.ReceiveAsync(owed);
        var late = (await scene.Client.LatePayments.ListAsync(scene.Organization)).Items.Single();
        ((DateOnly)late.Term, (DateOnly)late.LastCreditDay).ShouldBe((Thursday, Monday));
    }

    [Fact]
    public async Task Positions_of_a_file_are_watched_as_those_of_a_call_are()
    {
        var scene = await FlowScene.CreateAsync(one.Api);
        await GraceAsync(scene.Api, scene.Organization, FlowScene.Service, 2);
        await scene.GeneratedAsync(
            await scene.CheckedAsync(
                FlowScene.Csv(
                    $"L-1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Verbale;10,00;28/05/2030;;",
                    $"L-2;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Verbale;10,00;;;",
                    $"L-3;;{FlowScene.Rossi};Rossi;{FlowScene.PlainService};Verbale;10,00;28/05/2030;;"
                )
            )
        );
        (
            await scene.ScalarAsync<string>(
                """
                SELECT string_agg(coalesce(i.last_credit_day::text, 'none'), ' ' ORDER BY p.external_id)
                FROM instalments i JOIN positions p USING (organization_id, position_id) WHERE organization_id = {org}
                """
            )
        ).ShouldBe("2030-05-30 2027-01-05 none");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    public async Task Days_that_cannot_be_meant_are_refused_with_the_field(int days)
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => GraceAsync(scene.Api, scene.Organization, "TARI", days));
        refused.Errors.ShouldContain(e => e.Field == "creditGraceDays");
    }

    private async Task<MoneyScene> WatchedAsync()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await WatchAsync(scene);
        return scene;
    }

    private static Task<Service> WatchAsync(MoneyScene scene) => GraceAsync(scene.Api, scene.Organization, "TARI", 2);

    private static async Task<Service> GraceAsync(TestApi api, string organization, string service, int? days)
    {
        var current = await api.Admin.Services.ReadAsync(organization, service);
        return await api.Admin.Services.ChangeAsync(organization, service, current.Version, new() { CreditGraceDays = days });
    }

    private static async Task<Paid> OwedAsync(MoneyScene scene, DateOnly due, long cents = 10_000)
    {
        var input = PositionScene.Input(cents);
        input.PaymentOptions![0].Instalments[0].DueDate = due;
        var instalment = PositionScene.Instalment(await scene.Positions.CreateAsync(input), 0);
        var position = await scene.Client.Positions.ListAsync(scene.Organization, new() { NoticeNumber = instalment.NoticeNumber });
        return new(position.Items.Single().Id, instalment.Id, instalment.NoticeNumber!, Guid.NewGuid().ToString("N"), cents);
    }

    private static async Task<Paid> PaidAsync(MoneyScene scene, DateOnly due, long cents = 10_000)
    {
        var owed = await OwedAsync(scene, due, cents);
        await scene.ReceiveAsync(owed);
        return owed;
    }

    /// <summary>A rendicontazione tells of the payment, and the bank books its transfer on this day.</summary>
    private static async Task CreditAsync(MoneyScene scene, Paid paid, DateOnly day)
    {
        var flow = scene.Flow(paid.Row);
        await scene.UploadAsync(flow);
        var statement = await scene.UploadAsync(StatementLineRow.OfFlow(day, paid.Cents, flow.FlussoId));
        await scene.ReconcileAsync(statement.Id);
    }

    private static async Task<List<(string Notice, string Timeliness, DateOnly? CreditedOn)>> ToldAsync(
        MoneyScene scene,
        params string[] timeliness
    ) =>
        [
            .. (
                await scene.Client.LatePayments.ListAsync(
                    scene.Organization,
                    timeliness.Length == 0 ? null : new() { Timeliness = [.. timeliness] }
                )
            ).Items.Select(p => (p.NoticeNumber, p.Timeliness, (DateOnly?)p.CreditedOn)),
        ];
}
