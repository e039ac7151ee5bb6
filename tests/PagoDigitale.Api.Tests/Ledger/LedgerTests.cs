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

    /// <summary>An accertamento has collected what the allocations of every single payment say.</summary>
    private static async Task ShouldCollectAsync(PositionScene scene)
    {
        var allocated = 0L;
        foreach (var iuv in await scene.QueryAsync<string>($"SELECT iuv FROM instalments WHERE organization_id = '{scene.Organization}'"))
            allocated += (await scene.Api.Admin.Allocations.ListAsync(scene.Organization, new() { Iuv = iuv })).Items.Sum(i =>
                i.AmountCents
            );
        var collected = (await scene.Api.Admin.Accertamenti.ListAsync(scene.Organization)).Items.Sum(a => a.CollectedCents);
        collected.ShouldBe(allocated);
        collected.ShouldBeGreaterThan(0);
    }

    internal static void ShouldClose(CollectionSummary summary) =>
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
            foreach (var instalment in input.PaymentOptions![0].Instalments)
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
