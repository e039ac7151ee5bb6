using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Ledger;

public sealed class LedgerTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Theory]
    [InlineData(1)]
    [InlineData(20_260_417)]
    public async Task Whatever_happens_ledger_and_registers_agree(int seed)
    {
        var scene = await fixture.SceneAsync();
        var random = new Random(seed);
        var positions = new List<Position>();
        var told = new List<string>();
        for (var i = 0; i < 200; i++)
        {
            var operation = positions.Count == 0 ? 0 : random.Next(12);
            var position = positions.Count == 0 ? null : positions[random.Next(positions.Count)];
            told.Add(await OperateAsync(scene, random, operation, position, positions));
            if (i % 20 == 19)
                await ShouldBalanceAsync(scene, $"seed {seed} after {string.Join(", ", told)}");
        }
        await ShouldSumAsync(scene);
        await ShouldCollectAsync(scene);
    }

    [Fact]
    public async Task The_control_finds_a_posting_that_nothing_explains()
    {
        var scene = await fixture.SceneAsync();
        await scene.CreateAsync();
        await scene.SqlAsync(
            $"""
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents)
                VALUES ('{scene.Organization}', gen_random_uuid(), now(), 'issued', 'receivables', 'revenue', 7)
            """
        );
        var balance = await scene.Ledger.ReadTrialBalanceAsync(scene.Organization);
        balance.DifferenceCents.ShouldBe(0);
        balance.IsBalanced.ShouldBeFalse();
        balance.Controls.Single(c => c.DifferenceCents != 0).Name.ShouldBe("receivables-against-open-instalments");
    }

    [Fact]
    public async Task Postings_are_found_by_every_filter()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var paid = await scene.CreateAsync();
        var notice = PositionScene.Instalment(paid).NoticeNumber;
        await scene.PayAsync(notice, 12_000);
        var (ledger, org) = (scene.Ledger, scene.Organization);
        (await ledger.ListPostingsAsync(org)).Items.Select(p => p.Kind).Order().ShouldBe(["issued", "issued", "paid", "paid"]);
        (await ledger.ListPostingsAsync(org, kind: "paid", account: "payer-credits"))
            .Items.ShouldHaveSingleItem()
            .AmountCents.ShouldBe(2_000);
        (await ledger.ListPostingsAsync(org, positionId: position.Id))
            .Items.ShouldHaveSingleItem()
            .InstalmentId.ShouldBe(PositionScene.Instalment(position).Id);
        (await ledger.ListPostingsAsync(org, noticeNumber: notice)).Items.Count.ShouldBe(3);
        (await ledger.ListPostingsAsync(org, instalmentId: PositionScene.Instalment(paid).Id)).Items.Count.ShouldBe(3);
        (await ledger.ListPostingsAsync(org, occurredFrom: PositionScene.Today, occurredTo: PositionScene.Today)).Items.Count.ShouldBe(4);
        (await ledger.ListPostingsAsync(org, occurredTo: PositionScene.Today.AddDays(-1))).Items.ShouldBeEmpty();
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(ledger.ListPostingsAsync(org, account: "cash"))).Status.ShouldBe(400);
        var page = await ledger.ListPostingsAsync(org, limit: 3);
        (await ledger.ListPostingsAsync(org, limit: 3, cursor: page.NextCursor))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldNotBeOneOf([.. page.Items.Select(p => p.Id)]);
    }

    [Fact]
    public async Task The_summary_shows_the_exceptions_of_the_last_reconciliation_of_everything()
    {
        var scene = await fixture.SceneAsync();
        await scene.SqlAsync(
            $"""
            INSERT INTO reconciliation_jobs (organization_id, job_id, state, created_at, completed_at) VALUES
                ('{scene.Organization}', '00000000-0000-7000-8000-000000000001', 'completed', now(), now() - interval '1 day'),
                ('{scene.Organization}', '00000000-0000-7000-8000-000000000002', 'completed', now(), now());
            INSERT INTO reconciliation_items (organization_id, job_id, item_id, class, is_regular, amount_cents, facts, rule, next_step,
                since)
            SELECT '{scene.Organization}', v.job::uuid, gen_random_uuid(), v.class, v.regular, v.cents, ARRAY['rt'], 'rule',
                'Ask the PSP.', current_date
            FROM (VALUES ('00000000-0000-7000-8000-000000000001', 'DOPPI', false, 1), ('00000000-0000-7000-8000-000000000002', 'RT_NO_IUF',
                false, 500),
                ('00000000-0000-7000-8000-000000000002', 'RT_NO_IUF', false, 700), ('00000000-0000-7000-8000-000000000002', 'RT_IUF', true,
                    9)) AS v(job, class, regular, cents);
            """
        );
        var exception = (await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.ShouldHaveSingleItem();
        (exception.Class, exception.Count, exception.AmountCents, exception.NextStep).ShouldBe(("RT_NO_IUF", 2, 1_200, "Ask the PSP."));
    }

    [Fact]
    public async Task Things_of_one_class_with_another_next_step_are_another_exception()
    {
        var scene = await fixture.SceneAsync();
        (await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization)).ExceptionsAsOf.ShouldBeNull();
        await scene.SqlAsync(
            $"""
            INSERT INTO reconciliation_jobs (organization_id, job_id, state, created_at, completed_at)
                VALUES ('{scene.Organization}', '00000000-0000-7000-8000-000000000001', 'completed', now(), '2026-06-04T06:31:02Z');
            INSERT INTO reconciliation_items (organization_id, job_id, item_id, class, is_regular, amount_cents, facts, rule, next_step,
                since)
            SELECT '{scene.Organization}', '00000000-0000-7000-8000-000000000001', gen_random_uuid(), v.class, false, v.cents,
                ARRAY['iuf'], 'rule', v.next, current_date
            FROM (VALUES ('IUV_NO_RT', 1, 'Wait.'), ('IUV_NO_RT', 2, 'Recover it.'), ('IUV_NO_RT', 4, 'Recover it.'), ('DOPPI', 8,
                'Refund it.')) AS v(class, cents, next);
            """
        );

        var summary = await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization);

        summary
            .Exceptions.Select(e => (e.Class, e.Count, e.AmountCents, e.NextStep))
            .ShouldBe([("DOPPI", 1, 8, "Refund it."), ("IUV_NO_RT", 2, 6, "Recover it."), ("IUV_NO_RT", 1, 1, "Wait.")]);
        summary.ExceptionsAsOf.ShouldBe(new DateTimeOffset(2026, 6, 4, 6, 31, 2, TimeSpan.Zero));
    }

    [Fact]
    public async Task The_summary_closes_with_what_other_organizations_were_paid()
    {
        var scene = await fixture.SceneAsync();
        async Task<Position> Owed()
        {
            var input = PositionScene.Input(10_000);
            input.PaymentOptions[0].Instalments[0].Transfers =
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

    /// <summary>An accertamento has collected what the allocations of every single payment say.</summary>
    private static async Task ShouldCollectAsync(PositionScene scene)
    {
        var allocated = 0L;
        foreach (var iuv in await scene.QueryAsync<string>($"SELECT iuv FROM instalments WHERE organization_id = '{scene.Organization}'"))
            allocated += (await scene.Api.Admin.Allocations.ListAsync(scene.Organization, iuv: iuv)).Items.Sum(i => i.AmountCents);
        var collected = (await scene.Api.Admin.Accertamenti.ListAsync(scene.Organization)).Items.Sum(a => a.CollectedCents);
        collected.ShouldBe(allocated);
        collected.ShouldBeGreaterThan(0);
    }

    private static void ShouldClose(CollectionSummary summary) =>
        (summary.PaidCents - summary.PayerCreditsCents + summary.PaidToOthersCents + summary.OutstandingCents).ShouldBe(
            summary.IssuedCents - summary.CancelledCents
        );

    private static async Task<string> OperateAsync(
        PositionScene scene,
        Random random,
        int operation,
        Position? position,
        List<Position> positions
    )
    {
        var instalment = position is null
            ? null
            : PositionScene.Instalment(position, random.Next(position.PaymentOptions[0].Instalments.Count));
        try
        {
            switch (operation)
            {
                case 0 or 1:
                    positions.Add(await scene.CreateAsync(RandomInput(random)));
                    return "create";
                case 2:
                    await scene.CancelAsync(position!);
                    return "cancel";
                case 3:
                    await scene.ReopenAsync(position!);
                    return "reopen";
                case 4:
                    await scene.Positions.PublishAsync(scene.Organization, position!.Id);
                    return "publish";
                case 5:
                    var read = await scene.ReadAsync(position!);
                    await scene.Positions.ChangeAsync(
                        scene.Organization,
                        read.Id,
                        read.Version,
                        new() { Instalments = [new() { Id = instalment!.Id, AmountCents = random.Next(1, 20_000) }] }
                    );
                    return "change";
                case 6:
                    await scene.PayOutsideAsync(position!);
                    return "outside";
                case 7:
                    return $"unknown {(await scene.PayAsync("347000000000009999", random.Next(1, 900))).Classification}";
                case 8:
                    positions.Add(await scene.CreateAsync(RandomInput(random, $"X-{random.Next(4)}")));
                    return "upsert";
                case 9:
                    await scene.ReportAsync(instalment!.Id, instalment.Iuv, instalment.Transfers[0].AmountCents);
                    return "report";
                default:
                    return (await PayAsync(scene, random, instalment!)).ToString();
            }
        }
        catch (PagoDigitaleConflictException refused)
        {
            return refused.Code;
        }
        catch (PagoDigitaleInvalidException refused)
        {
            return refused.Errors[0].Code;
        }
    }

    /// <summary>Mostly what is owed, sometimes more or less of either share.</summary>
    private static async Task<ReceiptClassification> PayAsync(PositionScene scene, Random random, Instalment instalment)
    {
        var own = instalment.Transfers.Where(t => t.OrganizationFiscalCode == scene.Organization).Sum(t => t.AmountCents);
        var others = instalment.AmountCents - own;
        var slip = random.Next(3) == 0 ? random.Next(-50, 50) : 0;
        return (
            await scene.PayAsync(instalment.NoticeNumber, Math.Max(1, own + slip), Math.Max(0, others - (others > 0 ? slip / 2 : 0)))
        ).Classification;
    }

    private static PositionInput RandomInput(Random random, string? externalId = null)
    {
        var input = PositionScene.Input(random.Next(200, 30_000), externalId: externalId, instalments: random.Next(1, 4));
        input.IsDraft = random.Next(4) == 0;
        if (random.Next(3) == 0)
            foreach (var instalment in input.PaymentOptions[0].Instalments)
                instalment.Transfers =
                [
                    new() { AmountCents = instalment.AmountCents!.Value - 100 },
                    new()
                    {
                        AmountCents = 100,
                        OrganizationFiscalCode = PositionScene.OtherOrganization,
                        Iban = PositionScene.OwnIban,
                    },
                ];
        return input;
    }

    private static async Task ShouldBalanceAsync(PositionScene scene, string history)
    {
        var balance = await scene.Ledger.ReadTrialBalanceAsync(scene.Organization);
        balance
            .Controls.Where(c => c.DifferenceCents != 0)
            .Select(c => $"{c.Name}: {c.LedgerCents} against {c.RegisterCents}")
            .ShouldBeEmpty(history);
        balance.DifferenceCents.ShouldBe(0);
    }

    /// <summary>Issued less cancelled is paid or outstanding, counting what was paid to others on the same notices.</summary>
    private static async Task ShouldSumAsync(PositionScene scene)
    {
        var summary = await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        var balance = await scene.Ledger.ReadTrialBalanceAsync(scene.Organization);
        summary.OutstandingCents.ShouldBe(balance.Accounts.Single(a => a.Account == "receivables").BalanceCents);
        summary.PayerCreditsCents.ShouldBe(-balance.Accounts.Single(a => a.Account == "payer-credits").BalanceCents);
        summary.PaidCount.ShouldBeGreaterThan(0);
        summary.PaidToOthersCents.ShouldBeGreaterThan(0);
        ShouldClose(summary);
        var states = await scene.QueryAsync<string>($"SELECT DISTINCT state FROM positions WHERE organization_id = '{scene.Organization}'");
        states.ShouldAllBe(s => StateText.All<PositionState>().Contains(s));
    }
}
