using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;
using Receipt = PagoDigitale.Sdk.Receipt;

namespace PagoDigitale.Api.Tests.Receipts;

/// <summary>A receipt that came before its position: the money pays that debt, and is owed back to nobody.</summary>
public sealed class EarlierReceiptTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_position_is_paid_by_the_receipt_that_came_before_it(bool isDraft)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, receipt) = await EarlyAsync(scene);

        var position = await scene.Positions.CreateAsync(Input(early.NoticeNumber, isDraft));

        (position.State, position.PaidCents).ShouldBe(("paid", 10_000));
        var found = await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id);
        (found.Classification, found.PositionId, found.PayerCreditCents).ShouldBe((isDraft ? "state-mismatch" : "regular", position.Id, 0));
        (await scene.VerifyAsync(early.NoticeNumber)).FaultCode.ShouldBe(PaFaultCodes.PagamentoDuplicato);
        (await scene.EventsAsync(position.Id)).ShouldBe(["position.created", "position.paid"], ignoreOrder: true);
        (await scene.EventsAsync(receipt.Id)).ShouldContain("receipt.notice-found");
        (await scene.BalanceAsync("receivables")).ShouldBe(0);
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        var other = await scene.OwedAsync();
        var assigning = () => AssignAsync(scene, receipt.Id, other.NoticeNumber);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(assigning)).Code.ShouldBe("credit-too-low");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task One_payment_pays_one_debt_up_to_the_reversale()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, _) = await EarlyAsync(scene);
        var file = scene.Flow(early.Row);
        var position = await scene.Positions.CreateAsync(Input(early.NoticeNumber));
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 10_000, file.FlussoId));
        (await scene.ItemsAsync(await scene.ReconcileAsync())).Single().Class.ShouldBe("IUD_RT_IUF_TES");

        var reversale = await scene.ReversaleAsync(file.FlussoId);

        (reversale.AmountCents, reversale.UnallocatedCents).ShouldBe((10_000, 0));
        (await scene.Positions.ReadAsync(position)).State.ShouldBe("reconciled");
        (await scene.AccertamentoAsync()).ShouldBe((10_000, 10_000, 10_000));
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_was_given_back_before_the_position_was_made_pays_nothing()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, receipt) = await EarlyAsync(scene);
        await RefundAsync(scene, receipt.Id, 10_000);

        var position = await scene.Positions.CreateAsync(Input(early.NoticeNumber));
        var file = scene.Flow(early.Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 10_000, file.FlussoId));
        await scene.ReconcileAsync();

        (await scene.ReversaleAsync(file.FlussoId)).UnallocatedCents.ShouldBe(10_000);
        (await scene.Positions.ReadAsync(position)).State.ShouldBe("payable");
        (await scene.AccertamentoAsync()).ShouldBe((10_000, 0, 0));
        (await scene.ReceiveAsync(early with { ReceiptId = Guid.NewGuid().ToString("N") })).ShouldBe("regular");
        (await scene.AccertamentoAsync()).ShouldBe((10_000, 10_000, 0));
        await scene.BalancedAsync();
    }

    /// <summary>10000 were paid, and 4000 or a cent of them given back before the position was made.</summary>
    [Theory]
    [InlineData(1, 10_000, 1)]
    [InlineData(4_000, 10_000, 4_000)]
    [InlineData(4_000, 6_000, 0)]
    [InlineData(4_000, 5_000, 0)]
    public async Task What_is_left_of_it_pays_the_position_and_what_is_missing_is_told(
        long refundedCents,
        long owedCents,
        long missingCents
    )
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, receipt) = await EarlyAsync(scene);
        var refunded = await RefundAsync(scene, receipt.Id, refundedCents);
        var input = Input(early.NoticeNumber);
        input.PaymentOptions![0].Instalments[0].AmountCents = owedCents;

        var position = await scene.Positions.CreateAsync(input);

        (position.State, position.PaidCents, position.OutstandingCents).ShouldBe(("paid", 10_000 - refundedCents, missingCents));
        var found = await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id);
        (found.Classification, found.PayerCreditCents).ShouldBe(("amount-mismatch", Math.Max(0, 10_000 - refundedCents - owedCents)));
        (await scene.Client.Positions.ListAsync(scene.Organization, new() { IsShortPaid = true })).Items.Count.ShouldBe(
            missingCents > 0 ? 1 : 0
        );
        (await scene.BalanceAsync("receivables")).ShouldBe(missingCents);
        var file = scene.Flow(early.Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 10_000, file.FlussoId));
        await scene.ReconcileAsync();
        (await scene.AccertamentoAsync()).ShouldBe((owedCents, owedCents - missingCents, 0));
        (await scene.ReversaleAsync(file.FlussoId)).UnallocatedCents.ShouldBe(10_000 - owedCents + missingCents);
        await scene.BalancedAsync();

        await scene.Client.Receipts.WithdrawPayerCreditUseAsync(
            scene.Organization,
            receipt.Id,
            new() { CreditUseId = refunded.PayerCreditUses!.Single().Id!, Reason = "Bonifico tornato" }
        );
        (await scene.Positions.ReadAsync(position)).OutstandingCents.ShouldBe(0);
        (await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id)).PayerCreditCents.ShouldBe(10_000 - owedCents);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_is_missing_of_it_can_be_written_off()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, receipt) = await EarlyAsync(scene);
        await RefundAsync(scene, receipt.Id, 1);
        var position = await scene.Positions.CreateAsync(Input(early.NoticeNumber));

        (
            await scene.Client.Positions.CancelAsync(scene.Organization, position.Id, new() { Reason = "Un centesimo" })
        ).OutstandingCents.ShouldBe(0);

        (await scene.BalanceAsync("receivables")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Of_two_receipts_that_came_before_the_whole_one_pays()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, first) = await EarlyAsync(scene);
        await scene.ReceiveAsync(early with { ReceiptId = Guid.NewGuid().ToString("N") });
        await RefundAsync(scene, first.Id, 1);

        var position = await scene.Positions.CreateAsync(Input(early.NoticeNumber));

        (position.State, position.OutstandingCents).ShouldBe(("paid", 0));
        (await scene.Client.Receipts.ReadAsync(scene.Organization, first.Id)).PayerCreditCents.ShouldBe(9_999);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Of_two_receipts_that_came_before_one_pays_and_the_other_is_owed_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, first) = await EarlyAsync(scene);
        await scene.ReceiveAsync(early with { ReceiptId = Guid.NewGuid().ToString("N"), Cents = 9_000 });
        await scene.Positions.CreateAsync(PositionScene.Input(externalId: "PIANO"));

        var again = Input(early.NoticeNumber);
        again.ExternalId = "PIANO";
        var position = await scene.Positions.CreateAsync(again);

        (position.State, PositionScene.Instalment(position).ReceiptId).ShouldBe(("paid", first.Id));
        (await scene.BalanceAsync("payer-credits")).ShouldBe(-9_000);
        await scene.BalancedAsync();
    }

    /// <summary>The second number that the organization gives: another system had given it before.</summary>
    [Fact]
    public async Task A_position_of_a_flow_is_paid_by_the_receipt_that_came_before_it()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var early = Early(2);
        (await scene.ReceiveAsync(early)).ShouldBe("unknown-notice");
        string[] rows =
        [
            .. Enumerable.Range(1, 3).Select(i => $"X-{i};;{FlowScene.Entity(i)};Società {i};TARI;Quota {i};100,00;31/12/2030;;"),
        ];
        var flow = await scene.Client.Flows.UploadAsync(scene.Organization, "quote.csv", new MemoryStream(FlowScene.Csv(rows)));
        await scene.Api.RunJobsAsync();
        await scene.Client.Flows.ConfirmAsync(scene.Organization, flow.Id);

        await scene.Api.RunJobsAsync();

        var positions = (await scene.Client.Positions.ListAsync(scene.Organization)).Items;
        positions.Select(p => p.State).ShouldBe(["paid", "payable", "payable"], ignoreOrder: true);
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        (await scene.BalanceAsync("receivables")).ShouldBe(20_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_dry_run_shows_it_and_pays_nothing()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, receipt) = await EarlyAsync(scene);

        (await scene.Positions.CreateAsync(Input(early.NoticeNumber), dryRun: true)).State.ShouldBe("paid");

        (await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id)).PayerCreditCents.ShouldBe(10_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_receipt_and_its_position_at_one_moment_never_miss_each_other()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        for (var round = 0; round < 8; round++)
        {
            var early = Early(888_900 + round);
            var creating = scene.Positions.CreateAsync(Input(early.NoticeNumber));
            await scene.ReceiveAsync(early);
            (await scene.Positions.ReadAsync(await creating)).State.ShouldBe("paid");
        }
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    /// <summary>As it was before positions looked at earlier receipts.</summary>
    [Fact]
    public async Task Money_that_is_a_credit_and_collected_is_seen_by_the_control_and_put_right_by_a_run()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, receipt) = await EarlyAsync(scene);
        var position = await scene.Positions.CreateAsync(Input(early.NoticeNumber));
        await scene.UploadAsync(scene.Flow(early.Row));
        await scene.Positions.SqlAsync(
            $"""
            UPDATE receipts SET classification = 'amount-mismatch' WHERE organization_id = '{scene.Organization}';
            WITH posted AS (
                INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id,
                    instalment_id, reference)
                SELECT organization_id, gen_random_uuid(), now(), 'paid', 'receivables', 'payer-credits', 10000, position_id,
                    instalment_id, reference
                FROM postings WHERE organization_id = '{scene.Organization}' AND kind = 'paid' AND debit = 'psp-clearing'
                    AND credit = 'receivables'
                RETURNING *)
            INSERT INTO posting_tail (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id,
                instalment_id, reference)
            SELECT organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, reference
            FROM posted;
            """
        );
        (await ControlAsync(scene, "collected-is-settled")).ShouldBe(10_000);
        await scene.Positions.SqlAsync(
            $"""
            UPDATE receipts SET classification = 'unknown-notice', instalment_id = NULL, position_id = NULL
                WHERE organization_id = '{scene.Organization}';
            UPDATE instalments SET receipt_record_id = NULL, paid_cents = NULL, paid_at = NULL
                WHERE organization_id = '{scene.Organization}';
            """
        );
        (await ControlAsync(scene, "settled-with-money")).ShouldBe(10_000);

        await scene.ReconcileAsync();

        (await scene.Positions.ReadAsync(position)).PaidCents.ShouldBe(10_000);
        (await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id)).PayerCreditCents.ShouldBe(0);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_receipt_that_its_psp_took_back_pays_nothing_until_the_revocation_is_dropped()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, receipt) = await EarlyAsync(scene);
        var other = await scene.PaidAsync(30_000);
        var file = scene.Flow(other.Row, early.Row with { Outcome = "3" }) with { TotalCents = 20_000 };
        await scene.UploadAsync(file);

        var position = await scene.Positions.CreateAsync(Input(early.NoticeNumber));

        (position.State, position.PaidCents).ShouldBe(("payable", 0));
        (await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id)).PayerCreditCents.ShouldBe(0);
        await scene.BalancedAsync();

        await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [other.Row], TotalCents = null });
        (await scene.Positions.ReadAsync(position)).State.ShouldBe("paid");
        await scene.BalancedAsync();
    }

    private static async Task<(Paid Early, Receipt Receipt)> EarlyAsync(MoneyScene scene)
    {
        var early = Early(888_801);
        (await scene.ReceiveAsync(early)).ShouldBe("unknown-notice");
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = early.ReceiptId })).Items.Single();
        receipt.PayerCreditCents.ShouldBe(10_000);
        return (early, receipt);
    }

    private static Paid Early(int number) => new("", "", NoticeNumber.GenerateText(3, 47, number), Guid.NewGuid().ToString("N"), 10_000);

    private static PositionInput Input(string notice, bool isDraft = false)
    {
        var input = PositionScene.Input();
        input.IsDraft = isDraft;
        input.PaymentOptions![0].Instalments[0].NoticeNumber = notice;
        return input;
    }

    private static async Task<long> ControlAsync(MoneyScene scene, string name) =>
        (await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization)).Controls.Single(c => c.Name == name).DifferenceCents;
}
