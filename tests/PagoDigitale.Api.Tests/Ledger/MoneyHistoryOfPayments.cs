using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>Steps that come as a story: what chance alone would hardly ever put together.</summary>
public sealed partial class MoneyHistory
{
    private readonly List<Paid> _early = [];
    private readonly List<Paid> _several = [];

    /// <summary>A receipt of a notice that nobody knows yet; sometimes its money is used before its position is made.</summary>
    private async Task EarlyAsync()
    {
        var number = NoticeNumber.GenerateText(3, 47, 700_000 + _told.Count);
        var early = new Paid("", "", number, $"E{seed:x}-{_told.Count}", 100 * _random.Next(20, 90));
        Tell($"early receipt {early.ReceiptId} of {early.Cents}");
        await scene.ReceiveAsync(early);
        _early.Add(early);
        if (_random.Next(3) == 0)
            await UseCreditAsync();
    }

    /// <summary>A use of a credit turns out to be none; or what was given back too much is asked for.</summary>
    private async Task TakeUseBackAsync()
    {
        var open = (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization, new() { Limit = 200 })).Items.FirstOrDefault(c =>
            c.Cause == "refunded"
        );
        if (open is not null && _random.Next(2) == 0)
        {
            var debt = Debt();
            Tell($"claim of {open.ReceiptId}: {open.AmountCents} with {_debts.IndexOf(debt)}");
            await scene.Client.Receipts.ClaimPayerCreditAsync(
                scene.Organization,
                open.ReceiptId!,
                new() { NoticeNumber = debt.NoticeNumber, Reason = "Lettera" }
            );
            return;
        }
        var used = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Limit = 200 }))
            .Items.Where(r => r.PayerCreditUses?.Any(u => u.Withdrawal is null) == true)
            .ToList();
        if (used.Count == 0)
            return;
        var receipt = used[_random.Next(used.Count)];
        var use = receipt.PayerCreditUses!.First(u => u.Withdrawal is null);
        Tell($"take back the {use.Kind} {use.AmountCents} of {receipt.Iur}");
        await scene.Client.Receipts.WithdrawPayerCreditUseAsync(
            scene.Organization,
            receipt.Id,
            new() { CreditUseId = use.Id!, Reason = "Errore" }
        );
    }

    private async Task OweEarlyAsync()
    {
        var early = _early[0];
        _early.RemoveAt(0);
        var input = PositionScene.Input(_random.Next(3) == 0 ? early.Cents + 500 : early.Cents);
        input.IsDraft = _random.Next(4) == 0;
        input.PaymentOptions![0].Instalments[0].NoticeNumber = early.NoticeNumber;
        Tell($"owe {_debts.Count}, paid before by {early.ReceiptId}");
        var position = await scene.Positions.CreateAsync(input);
        _debts.Add(early with { PositionId = position.Id, InstalmentId = PositionScene.Instalment(position).Id });
    }

    /// <summary>
    /// Declared at the counter, paid through pagoPA too, given back in whole or in part, and then the declaration was none.
    /// </summary>
    private async Task DeclareAndPayAsync()
    {
        var debt = Debt();
        Tell($"declare and pay {_debts.IndexOf(debt)}");
        await scene.DeclareAsync(debt);
        await scene.ReceiveAsync(debt with { ReceiptId = $"{debt.ReceiptId}-{_told.Count}" });
        if (_random.Next(3) > 0)
            await UseCreditAsync();
        if (_random.Next(2) == 0)
            await UndeclareAsync(debt);
    }

    /// <summary>A PSP takes a payment back whatever it was, a second one before others.</summary>
    private async Task RevokeAsync()
    {
        var all = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Limit = 200 })).Items;
        var receipts = all.Where(r => r.Version is not ("outside" or "assigned")).ToList();
        var second = receipts.FindAll(r => r.PayerCreditCents > 0);
        if (receipts.Count == 0)
            return;
        var taken = second.Count > 0 && _random.Next(3) > 0 ? second[_random.Next(second.Count)] : receipts[_random.Next(receipts.Count)];
        var own = taken.Transfers.Where(t => t.IsOwn).ToList();
        List<ReportedRow> rows =
            _random.Next(3) == 0
                ? [new(taken.Iuv, taken.Iur, own.Sum(t => t.AmountCents), "3", _random.Next(2) == 0 ? null : own[0].Index)]
                : [.. own.Select(t => new ReportedRow(taken.Iuv, taken.Iur, t.AmountCents, "3", t.Index))];
        // A part: one of several transfers, or some cents of one.
        if (_random.Next(3) == 0)
            rows = [rows[^1] with { AmountCents = _random.NextInt64(1, rows[^1].AmountCents + 1) }];
        if (_random.Next(4) > 0)
            rows.Add(Row(Debt()));
        var file = scene.Flow(MoneyScene.Day, Psps[_random.Next(2)], [.. rows]);
        await UploadAsync(file);
        _flows.Add(file);
    }

    /// <summary>
    /// A row without request tells of more than is owed; what is beyond it may be used before the receipt tells the right amount.
    /// </summary>
    private async Task MoreThanOwedAsync()
    {
        var debt = Debt();
        var row = debt.Row with { AmountCents = debt.Cents + 100 * _random.Next(1, 60), Outcome = "9" };
        var file = scene.Flow(MoneyScene.Day, Psps[_random.Next(2)], row);
        await UploadAsync(file);
        _flows.Add(file);
        if (_random.Next(2) == 0)
            await UseCreditAsync();
        if (_random.Next(2) == 0)
            await scene.ReceiveAsync(debt);
    }

    /// <summary>
    /// A row is the only proof of a payment, its credit is used, and a revision drops it, tells of less, or tells of it again.
    /// </summary>
    private async Task ReportUseAndReviseAsync()
    {
        var debt = Debt();
        var row = debt.Row with
        {
            ReceiptId = $"{debt.ReceiptId}-{_told.Count}",
            AmountCents = debt.Cents + 100 * _random.Next(0, 30),
            Outcome = "9",
        };
        var file = scene.Flow(MoneyScene.Day, Psps[_random.Next(2)], row, Row(Debt()));
        await UploadAsync(file);
        _flows.Add(file);
        await UseCreditAsync();
        var revisions = _random.Next(1, 3);
        for (var revision = 0; revision < revisions; revision++)
        {
            file = file with
            {
                At = file.At.AddMinutes(1),
                TotalCents = null,
                Rows = _random.Next(3) switch
                {
                    0 => [file.Rows[^1]],
                    1 => [row with { AmountCents = debt.Cents }, file.Rows[^1]],
                    _ => [row, file.Rows[^1]],
                },
            };
            await UploadAsync(file);
            _flows[^1] = file;
        }
        if (_random.Next(3) == 0)
            await scene.ReceiveAsync(debt with { ReceiptId = row.ReceiptId });
    }

    /// <summary>Nobody waits any more for receipts of what was told until now.</summary>
    private async Task AWeekLaterAsync()
    {
        Tell("a week later");
        await scene.AWeekLaterAsync();
        await scene.ReconcileAsync();
    }

    /// <summary>Each own transfer in a flow of its own, as PSPs report accounts apart.</summary>
    private async Task OneByOneAsync()
    {
        if (_several.Count == 0)
            return;
        var debt = _several[_random.Next(_several.Count)];
        var outcome = Outcomes[_random.Next(Outcomes.Length)];
        ReportedRow[] rows = [debt.Row with { AmountCents = debt.Cents - 700 }, debt.Row with { AmountCents = 700, TransferIndex = 2 }];
        foreach (var row in rows)
        {
            var file = scene.Flow(MoneyScene.Day, Psps[0], row with { Outcome = outcome });
            await UploadAsync(file);
            _flows.Add(file);
        }
    }

    /// <summary>A receipt tells of less than is owed, rows of more than the receipt, and the rest is written off, in any order.</summary>
    private async Task ShortAndWrittenOffAsync()
    {
        var debt = Debt();
        var cents = debt.Cents - 100 * _random.Next(1, 10);
        var file = scene.Flow(
            MoneyScene.Day,
            Psps[_random.Next(2)],
            debt.Row with
            {
                AmountCents = debt.Cents - (_random.Next(3) == 0 ? 100 : 0),
            }
        );
        var steps = new List<Func<Task>>
        {
            async () =>
            {
                if (_random.Next(3) == 0)
                {
                    var proof = scene.Flow(MoneyScene.Day, Psps[0], debt.Row with { AmountCents = cents, Outcome = "9" });
                    await UploadAsync(proof);
                    _flows.Add(proof);
                    return;
                }
                Tell($"receipt {debt.ReceiptId} of {cents} for {_debts.IndexOf(debt)}");
                await scene.ReceiveAsync(debt with { Cents = cents });
            },
            async () =>
            {
                await UploadAsync(file);
                _flows.Add(file);
            },
            async () =>
            {
                Tell($"cancel {_debts.IndexOf(debt)}");
                await scene.Client.Positions.CancelAsync(scene.Organization, debt.PositionId, new() { Reason = "Resto" });
            },
            async () =>
            {
                Tell($"reversale {file.FlussoId}");
                await scene.IssueAsync(file.FlussoId);
            },
        };
        // A flow is booked once it is there; the rest of a payment is written off once it came.
        foreach (
            var place in _random.Next(4) switch
            {
                0 => [0, 2, 1, 3],
                1 => [1, 3, 0, 2],
                2 => new[] { 1, 0, 3, 2 },
                _ => [0, 1, 2, 3],
            }
        )
        {
            await steps[place]();
            await HoldsAsync();
        }
    }
}
