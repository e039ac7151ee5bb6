using System.Globalization;
using System.Text.Json;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.NodeSimulator.BizEvents;
using PagoDigitale.NodeSimulator.Node;
using PagoDigitale.NodeSimulator.Psps;

namespace PagoDigitale.NodeSimulator.State;

/// <summary>
/// What was paid, what of it has been reported, and the receipts kept back. Payments become rendicontazioni when somebody
/// asks for them; what is paid later gets a flow of its own, so that a flow once seen never changes by itself.
/// </summary>
public sealed class Book
{
    private readonly Lock _gate = new();
    private readonly BookState _state;
    private readonly string? _path;
    private readonly TimeProvider _clock;

    private Book(BookState state, string? path, TimeProvider clock) => (_state, _path, _clock) = (state, path, clock);

    public DateTimeOffset Now => _clock.GetUtcNow();

    public static Book Open(string? path, TimeProvider clock)
    {
        var state =
            path is not null && File.Exists(path)
                ? JsonSerializer.Deserialize<BookState>(File.ReadAllBytes(path), JsonSerializerOptions.Web) ?? new()
                : new BookState();
        return new Book(state, path, clock);
    }

    public void Record(Receipt receipt, string outcome)
    {
        var paidOn = RomeTime.LegalDate(receipt.PaymentDateTime!.Value);
        lock (_gate)
        {
            _state.PaymentsCount++;
            _state.Receipts[receipt.ReceiptId] = BizReceipt.Of(receipt);
            foreach (var transfer in receipt.Transfers)
            {
                _state.Ibans[transfer.FiscalCodePa] = transfer.Iban!;
                _state.Unreported.Add(
                    new(
                        transfer.FiscalCodePa,
                        transfer.CompanyName ?? receipt.CompanyName,
                        transfer.Iban!,
                        receipt.IdPsp,
                        paidOn,
                        receipt.CreditorReferenceId,
                        receipt.ReceiptId,
                        transfer.IdTransfer,
                        transfer.AmountCents,
                        outcome
                    )
                );
            }
        }
    }

    /// <summary>Also one that was never delivered.</summary>
    public BizReceipt? FindReceipt(string receiptId)
    {
        lock (_gate)
            return _state.Receipts.GetValueOrDefault(receiptId);
    }

    public string? KnownIban(string organization)
    {
        lock (_gate)
            return _state.Ibans.GetValueOrDefault(organization);
    }

    public void Hold(StationAddress station, SendRtRequest request)
    {
        var held = new HeldReceipt(
            station,
            request.Operation,
            request.Receipt.ReceiptId,
            request.Receipt.NoticeNumber,
            PaForNodeClientWriter.Write(request)
        );
        lock (_gate)
            _state.Held.Add(held);
    }

    public IReadOnlyList<HeldReceipt> HeldFor(string? organization)
    {
        lock (_gate)
            return [.. _state.Held.Where(held => organization is null || held.Station.IdPa == organization)];
    }

    public void Release(HeldReceipt held)
    {
        lock (_gate)
            _state.Held.Remove(held);
    }

    /// <summary>The organization's flows in order of day, after what was paid meanwhile has been reported.</summary>
    public IReadOnlyList<ReportedFlow> FlowsOf(string organization)
    {
        lock (_gate)
        {
            var reported = _state.Unreported.Where(transfer => transfer.Organization == organization).ToList();
            foreach (
                var group in reported
                    .GroupBy(transfer => (transfer.PspId, Day: WorkingDays.After(transfer.PaidOn), transfer.Iban))
                    .OrderBy(group => group.Key.Day)
                    .ThenBy(group => group.Key.PspId, StringComparer.Ordinal)
            )
                _state.Flows.Add(
                    NewFlow(group.Key.PspId, group.Key.Day, [.. group.OrderBy(transfer => transfer.Iuv, StringComparer.Ordinal)])
                );
            _state.Unreported.RemoveAll(transfer => transfer.Organization == organization);
            return [.. _state.Flows.Where(flow => flow.Organization == organization)];
        }
    }

    public ReportedFlow? FindFlow(string flussoId)
    {
        lock (_gate)
            return _state.Flows.Find(flow => flow.FlussoId == flussoId);
    }

    /// <summary>A revision of a flow that organizations are told of: the newest or an earlier one.</summary>
    public ReportedFlow? FindPublished(string flussoId, int revision)
    {
        lock (_gate)
        {
            if (_state.Flows.Find(flow => flow.FlussoId == flussoId) is not { IsDeleted: false } newest)
                return null;
            return newest.Revision == revision
                ? newest
                : _state.Superseded.Find(flow => flow.FlussoId == flussoId && flow.Revision == revision);
        }
    }

    public bool HasFlowsOf(string pspId)
    {
        lock (_gate)
            return _state.Flows.Exists(flow => flow.PspId == pspId);
    }

    public ReportedFlow Revise(ReportedFlow flow, IReadOnlyList<PaidTransfer> rows) =>
        Change(
            flow,
            current =>
            {
                _state.Superseded.Add(current);
                // Flow times are told in seconds on the wire; a revision is recognised by a later one.
                return current with
                {
                    Rows = rows,
                    Revision = current.Revision + 1,
                    FlussoDateTime = current.FlussoDateTime.AddHours(1),
                    PublishedAt = NextPublication(),
                    IsDeleted = false,
                };
            }
        );

    /// <summary>Publishes the newest revision again: now, or as if it had been then.</summary>
    public ReportedFlow Publish(ReportedFlow flow, DateTimeOffset? publishedAt) =>
        Change(
            flow,
            current => current with { PublishedAt = publishedAt is { } then ? Microseconds(then) : NextPublication(), IsDeleted = false }
        );

    public ReportedFlow Delete(ReportedFlow flow) => Change(flow, current => current with { IsDeleted = true });

    public object Status()
    {
        lock (_gate)
        {
            return new
            {
                status = "up",
                payments = _state.PaymentsCount,
                unreportedTransfers = _state.Unreported.Count,
                flows = _state.Flows.Count,
                heldReceipts = _state.Held.Count,
                psps = KnownPsps.Default.Select(psp => psp.Id),
            };
        }
    }

    public void Save()
    {
        if (_path is null)
            return;
        lock (_gate)
        {
            // Whoever reads the file sees either the old state or the new one.
            using (var file = new FileStream(_path + ".new", PrivateFile.Options(FileMode.Create, FileAccess.Write)))
                JsonSerializer.Serialize(file, _state, JsonSerializerOptions.Web);
            File.Move(_path + ".new", _path, overwrite: true);
        }
    }

    private ReportedFlow Change(ReportedFlow flow, Func<ReportedFlow, ReportedFlow> change)
    {
        lock (_gate)
        {
            var index = _state.Flows.FindIndex(known => known.FlussoId == flow.FlussoId);
            return _state.Flows[index] = change(_state.Flows[index]);
        }
    }

    /// <summary>No two flows are published at once by themselves: whoever goes on after the last one misses none.</summary>
    private DateTimeOffset NextPublication()
    {
        var now = Microseconds(Now);
        var last = _state.Flows.Select(flow => flow.PublishedAt).DefaultIfEmpty().Max();
        return now > last ? now : last.AddMicroseconds(1);
    }

    /// <summary>As fine as instants are told.</summary>
    private static DateTimeOffset Microseconds(DateTimeOffset instant) =>
        instant.ToUniversalTime().AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));

    private ReportedFlow NewFlow(string pspId, DateOnly day, IReadOnlyList<PaidTransfer> paid)
    {
        // Seconds first, so that ids differ also after a restart without a state file; 10 + 12 + 1 + 12 characters at most.
        var sequence = string.Create(
            CultureInfo.InvariantCulture,
            $"{Now.ToUnixTimeSeconds() % 100_000_000:D8}{(_state.Flows.Count + 1) % 10_000:D4}"
        );
        var date = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var first = paid[0];
        return new ReportedFlow(
            $"{date}{pspId}-{sequence}",
            first.Organization,
            first.OrganizationName,
            first.Iban,
            pspId,
            day,
            $"{date.Replace("-", "", StringComparison.Ordinal)}TRN{sequence}IT",
            paid
        )
        {
            Rows = paid,
            FlussoDateTime = RomeTime.StartOfDay(day).AddHours(18),
            PublishedAt = NextPublication(),
        };
    }
}
