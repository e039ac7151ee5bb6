using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>
/// One organization to which everything happens that can happen to its money, in an order that chance gives. After every step
/// the trial balance, all its controls and the sums of the summary must hold; what the API refuses as it says is no step.
/// </summary>
public sealed partial class MoneyHistory(MoneyScene scene, int seed)
{
    private static readonly string[] Psps = ["60000000001", "60000000002"];
    private static readonly string[] Outcomes = ["0", "0", "0", "4", "8", "9"];

    private readonly Random _random = new(seed);
    private readonly Random _folds = new(seed);
    private readonly List<Paid> _debts = [];
    private readonly List<FlowFile> _flows = [];
    private readonly List<string> _told = [];

    public async Task PlayAsync(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            await StepAsync();
            // Kept or still waiting, what is told is the same.
            if (_folds.Next(3) == 0)
                await scene.FoldAsync();
            await HoldsAsync();
            await KeptItems.ShouldBeThoseOfAWholeRunAsync(scene.Api, scene.Organization, Story());
        }
        var job = await scene.ReconcileAsync();
        await HoldsAsync();
        await FlowsAsync();
        await ClearingAsync(job);
        await AllocationsAsync();
    }

    private async Task StepAsync()
    {
        try
        {
            await (
                _debts.Count < 3
                    ? OweAsync()
                    : _random.Next(30) switch
                    {
                        0 => OweAsync(),
                        1 or 2 => ReceiveAsync(),
                        3 or 4 => FlowAsync(),
                        5 => ReviseAsync(),
                        6 or 7 => CreditAsync(),
                        8 => ReconcileAsync(),
                        9 or 10 => BookAsync(),
                        11 => AnnulAsync(),
                        12 => OutsideAsync(),
                        13 => WithdrawAsync(),
                        14 => UseCreditAsync(),
                        15 or 16 => StornoAsync(),
                        17 => StornoOfPartAsync(),
                        18 => UnmatchAsync(),
                        19 => MatchAsync(),
                        20 => EarlyAsync(),
                        21 => DeclareAndPayAsync(),
                        22 => RevokeAsync(),
                        23 => MoreThanOwedAsync(),
                        24 => OneByOneAsync(),
                        25 => TakeUseBackAsync(),
                        26 => ShortAndWrittenOffAsync(),
                        27 => ReportUseAndReviseAsync(),
                        28 => AWeekLaterAsync(),
                        _ => CloseOrReopenAsync(),
                    }
            );
        }
        catch (PagoDigitaleException refused) when (refused is PagoDigitaleConflictException or PagoDigitaleInvalidException)
        {
            _told.Add($"  refused: {refused.Code}");
        }
    }

    private async Task OweAsync()
    {
        var cents = 100 * _random.Next(20, 90);
        var input = PositionScene.Input(cents, _random.Next(5) == 0 ? "MULTE" : "TARI");
        if (_early.Count > 0 && _random.Next(2) == 0)
        {
            await OweEarlyAsync();
            return;
        }
        var kind = _random.Next(4);
        if (kind == 0)
            input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = cents - 700 }, new() { AmountCents = 700 }];
        if (kind == 1)
            input.PaymentOptions![0].Instalments[0].Transfers =
            [
                new() { AmountCents = cents - 700 },
                new()
                {
                    AmountCents = 700,
                    OrganizationFiscalCode = PositionScene.OtherOrganization,
                    Iban = PositionScene.OwnIban,
                },
            ];
        var position = await scene.Positions.CreateAsync(input);
        var instalment = PositionScene.Instalment(position);
        _debts.Add(new(position.Id, instalment.Id, instalment.NoticeNumber!, $"R{seed:x}-{_debts.Count}", kind == 1 ? cents - 700 : cents));
        if (kind == 0)
            _several.Add(_debts[^1]);
        Tell($"owe {_debts.Count - 1}: {cents}, kind {kind}");
    }

    /// <summary>Early, late, again, of another identifier, or of another amount.</summary>
    private async Task ReceiveAsync()
    {
        var debt = Debt();
        var told = _random.Next(5) switch
        {
            0 => debt with { ReceiptId = debt.ReceiptId + "-X" },
            1 => debt with { Cents = debt.Cents + 100 * _random.Next(-5, 6) },
            _ => debt,
        };
        Tell($"receipt {told.ReceiptId} of {told.Cents} for {_debts.IndexOf(debt)}");
        await scene.ReceiveAsync(told);
    }

    private async Task FlowAsync()
    {
        var file = scene.Flow(MoneyScene.Day, Psps[_random.Next(2)], [.. Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Row(Debt()))]);
        // Two PSPs may use one identifier.
        if (_flows.Count > 0 && _random.Next(6) == 0 && _flows[_random.Next(_flows.Count)] is { } namesake && namesake.Psp != file.Psp)
            file = file with { FlussoId = namesake.FlussoId };
        await UploadAsync(file);
        _flows.Add(file);
    }

    private async Task ReviseAsync()
    {
        if (_flows.Count == 0)
            return;
        var place = _random.Next(_flows.Count);
        var rows = _random.Next(3) switch
        {
            0 => _flows[place].Rows,
            1 when _flows[place].Rows.Count > 1 => [.. _flows[place].Rows.Skip(1)],
            _ => [.. _flows[place].Rows, Row(Debt())],
        };
        var file = _flows[place] with { At = _flows[place].At.AddMinutes(1), Rows = rows, TotalCents = null };
        await UploadAsync(WithTotal(file));
        _flows[place] = file;
    }

    private Task UploadAsync(FlowFile file)
    {
        Tell(
            $"flow {file.FlussoId} of {file.Psp} at {file.At:HH:mm}: "
                + string.Join(", ", file.Rows.Select(r => $"{r.ReceiptId}/{r.TransferIndex} {r.Outcome} {r.AmountCents}"))
        );
        return scene.UploadAsync(WithTotal(file));
    }

    /// <summary>What is revoked is taken off the total.</summary>
    private static FlowFile WithTotal(FlowFile file) =>
        file with
        {
            TotalCents = Math.Max(1, file.Rows.Sum(r => r.Outcome == "3" ? -r.AmountCents : r.AmountCents)),
        };

    private ReportedRow Row(Paid debt)
    {
        var row = debt.Row with { Outcome = _random.Next(6) == 0 ? "3" : Outcomes[_random.Next(Outcomes.Length)] };
        return _random.Next(8) switch
        {
            0 => row with { ReceiptId = row.ReceiptId + "-Y" },
            1 => row with { TransferIndex = 2, AmountCents = 700 },
            2 => row with { TransferIndex = null },
            3 => row with { AmountCents = row.AmountCents - 700 },
            _ => row,
        };
    }

    private async Task CreditAsync()
    {
        if (_flows.Count == 0)
            return;
        var file = _flows[_random.Next(_flows.Count)];
        var cents = WithTotal(file).TotalCents!.Value + (_random.Next(4) == 0 ? 1 : 0);
        var single = Debt();
        var line =
            _random.Next(5) == 0
                ? new StatementLineRow(
                    MoneyScene.Day,
                    single.Cents,
                    string.Create(CultureInfo.InvariantCulture, $"/RFB/{single.Iuv}/{single.Cents / 100m:0.00}")
                )
                : StatementLineRow.OfFlow(MoneyScene.Day, _random.Next(8) == 0 ? -cents : cents, file.FlussoId);
        Tell($"movement {line.AmountCents} {line.Description}");
        // The same line twice is the same movement: a provvisorio of its own makes it another one.
        await scene.UploadAsync(line with { Provvisorio = _random.Next(1, 1_000_000).ToString(CultureInfo.InvariantCulture) });
    }

    /// <summary>A debit of the very amount of a credit, before or after its reversale; a run pairs them.</summary>
    private async Task StornoAsync()
    {
        if (await CreditOfAsync() is not { } credit)
            return;
        Tell($"storno {-credit.AmountCents} of {credit.Description}");
        await scene.UploadAsync(Debit(credit, credit.AmountCents));
        if (_random.Next(2) == 0)
            await scene.ReconcileAsync();
    }

    /// <summary>A debit of a part, or of all, that a person puts to the credit; sometimes what was taken back comes again.</summary>
    private async Task StornoOfPartAsync()
    {
        if (await CreditOfAsync() is not { } credit)
            return;
        var cents = _random.NextInt64(1, credit.AmountCents + 1);
        var debit = await scene.MovementAsync(await scene.UploadAsync(Debit(credit, cents)));
        Tell($"take {cents} back from {credit.Description}");
        await scene.Client.BankStatements.MatchMovementsAsync(
            scene.Organization,
            new()
            {
                MovementIds = [debit.Id],
                ReversedMovementId = credit.Id,
                Reason = "Storno",
                RendicontazioneIds = credit.Matches.Count > 1 ? [credit.Matches[0].RendicontazioneId] : null,
            }
        );
        if (_random.Next(2) == 0)
            await scene.UploadAsync(Debit(credit, -cents));
    }

    private StatementLineRow Debit(Movement credit, long cents) =>
        new(MoneyScene.Day.AddDays(1), -cents, credit.Description)
        {
            Provvisorio = _random.Next(1, 1_000_000).ToString(CultureInfo.InvariantCulture),
        };

    private async Task<Movement?> CreditOfAsync()
    {
        var credits = (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization, new() { Limit = 200 }))
            .Items.Where(m => m.AmountCents > 0 && m.State is not ("reversed" or "ignored"))
            .ToList();
        // Those that were booked are what it is about.
        var booked = credits.Where(m => m.State == "regularised").ToList();
        return credits.Count == 0 ? null
            : booked.Count > 0 && _random.Next(3) > 0 ? booked[_random.Next(booked.Count)]
            : credits[_random.Next(credits.Count)];
    }

    private async Task UnmatchAsync()
    {
        var matched = (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization, new() { Limit = 200 }))
            .Items.Where(m => m.State != "unmatched")
            .ToList();
        if (matched.Count == 0)
            return;
        var movement = matched[_random.Next(matched.Count)];
        Tell($"unmatch {movement.AmountCents} {movement.Description} {movement.State}");
        await scene.Client.BankStatements.UnmatchMovementAsync(scene.Organization, movement.Id, new() { Reason = "Errore" });
    }

    /// <summary>Several to several, with whatever difference.</summary>
    private async Task MatchAsync()
    {
        var movements = (
            await scene.Client.BankStatements.ListMovementsAsync(scene.Organization, new() { Limit = 200, State = ["unmatched"] })
        )
            .Items.OrderBy(_ => _random.Next())
            .Take(_random.Next(1, 4))
            .ToList();
        var flows = (await scene.Client.Rendicontazioni.ListAsync(scene.Organization, new() { Limit = 200 }))
            .Items.Where(r => r.State != "superseded")
            .OrderBy(_ => _random.Next())
            .Take(_random.Next(1, 3))
            .ToList();
        if (movements.Count == 0 || flows.Count == 0)
            return;
        Tell($"match {string.Join(", ", movements.Select(m => m.AmountCents))} to {string.Join(", ", flows.Select(f => f.FlussoId))}");
        await scene.Client.BankStatements.MatchMovementsAsync(
            scene.Organization,
            new()
            {
                MovementIds = [.. movements.Select(m => m.Id)],
                RendicontazioneIds = [.. flows.Select(f => f.Id)],
                Reason = "Deciso",
                AcceptDifference = true,
            }
        );
    }

    private async Task ReconcileAsync()
    {
        Tell("reconcile");
        await scene.ReconcileAsync();
    }

    private async Task BookAsync()
    {
        if (_flows.Count == 0)
            return;
        var flow = _flows[_random.Next(_flows.Count)].FlussoId;
        Tell($"reversale {flow}");
        await scene.IssueAsync(flow);
    }

    private async Task AnnulAsync()
    {
        var reversali = (await scene.Client.Reversali.ListAsync(scene.Organization)).Items.Where(r => r.AnnulledAt is null).ToList();
        if (reversali.Count == 0)
            return;
        var chosen = reversali[_random.Next(reversali.Count)];
        Tell($"annul {chosen.Number} of {chosen.FlussoId}");
        await scene.Client.Reversali.AnnulAsync(scene.Organization, chosen.Id, new() { Reason = "Errore" });
    }

    private async Task OutsideAsync()
    {
        var debt = Debt();
        Tell($"outside {_debts.IndexOf(debt)}");
        await scene.DeclareAsync(debt);
    }

    private Task UndeclareAsync(Paid debt) =>
        scene.Client.Positions.WithdrawOutsidePaymentAsync(
            scene.Organization,
            debt.PositionId,
            new() { InstalmentId = debt.InstalmentId, Reason = "Errore" }
        );

    private async Task WithdrawAsync()
    {
        var debt = Debt();
        Tell($"withdraw outside {_debts.IndexOf(debt)}");
        await UndeclareAsync(debt);
    }

    private async Task UseCreditAsync()
    {
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Limit = 200 })).Items.FirstOrDefault(r =>
            r.PayerCreditCents > 0
        );
        if (receipt is null)
            return;
        var debt = Debt();
        Tell($"credit of {receipt.Iur}: {receipt.PayerCreditCents}");
        if (_random.Next(2) == 0)
            await RefundAsync(scene, receipt.Id, _random.NextInt64(1, receipt.PayerCreditCents!.Value + 1));
        else
            await AssignAsync(scene, receipt.Id, debt.NoticeNumber);
    }

    private async Task CloseOrReopenAsync()
    {
        var debt = Debt();
        Tell($"cancel or reopen {_debts.IndexOf(debt)}");
        if (_random.Next(2) == 0)
            await scene.Client.Positions.CancelAsync(scene.Organization, debt.PositionId, new() { Reason = "Errore" });
        else
            await scene.Client.Positions.ReopenAsync(scene.Organization, debt.PositionId, new() { Reason = "Errore" });
    }

    private Paid Debt() => _debts[_random.Next(_debts.Count)];

    private void Tell(string step) => _told.Add($"{_told.Count}. {step}");

    private string Story() => $"PAGODIGITALE_SEED={seed}\n{string.Join('\n', _told)}";
}
