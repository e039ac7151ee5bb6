using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using NodeReceipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>A payment of an instalment, as its receipt tells it.</summary>
public sealed record Paid(string PositionId, string InstalmentId, string NoticeNumber, string ReceiptId, long Cents)
{
    public string Iuv => NoticeNumber[1..];

    public ReportedRow Row => new(Iuv, ReceiptId, Cents);
}

/// <summary>An organization that collects, and the files by which its money comes in.</summary>
public sealed class MoneyScene(PositionScene positions)
{
    public static readonly DateOnly Day = new(2026, 6, 1);

    private int _flows;

    public TestApi Api => positions.Api;

    public PositionScene Positions => positions;

    public string Organization => positions.Organization;

    public PagoDigitaleClient Client => positions.Api.Admin;

    public static async Task<MoneyScene> CreateAsync(TestApi api) => new(await PositionScene.CreateAsync(api));

    /// <summary>A position that is known and not paid, with the receipt it will have.</summary>
    public async Task<Paid> OwedAsync(long cents = 10_000, string service = "TARI")
    {
        var position = await positions.CreateAsync(PositionScene.Input(cents, service));
        var instalment = PositionScene.Instalment(position);
        return new(position.Id, instalment.Id, instalment.NoticeNumber!, Guid.NewGuid().ToString("N"), cents);
    }

    public async Task<Paid> PaidAsync(long cents = 10_000, string service = "TARI")
    {
        var owed = await OwedAsync(cents, service);
        await ReceiveAsync(owed);
        return owed;
    }

    /// <summary>The node asks whether a notice may be paid.</summary>
    public async Task<StationAnswer> VerifyAsync(string notice)
    {
        using var node = Api.Node();
        return await node.SendAsync(
            $"{Organization}_01",
            new VerifyPaymentNoticeRequest(Organization, Organization, $"{Organization}_01", new QrCode(Organization, notice))
        );
    }

    /// <summary>The node sends the receipt, by SOAP; what it turned out to be.</summary>
    public async Task<string> ReceiveAsync(Paid paid)
    {
        using var node = Api.Node();
        var answer = await node.SendAsync(
            $"{Organization}_01",
            new SendRtRequest(Organization, Organization, $"{Organization}_01", ReceiptOf(paid))
        );
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return (
            await positions.QueryAsync<string>(
                $"SELECT classification FROM receipts WHERE organization_id = '{Organization}' AND iur = '{paid.ReceiptId}'"
            )
        ).Single();
    }

    /// <summary>The organization took the money at its counter.</summary>
    public Task<Position> DeclareAsync(Paid owed) =>
        Client.Positions.RecordOutsidePaymentAsync(
            Organization,
            owed.PositionId,
            new()
            {
                InstalmentId = owed.InstalmentId,
                PaidOn = PositionScene.Today,
                Reason = "Sportello",
            }
        );

    private NodeReceipt ReceiptOf(Paid paid) =>
        new()
        {
            Version = PaVersion.V2,
            ReceiptId = paid.ReceiptId,
            NoticeNumber = paid.NoticeNumber,
            FiscalCode = Organization,
            CreditorReferenceId = paid.Iuv,
            AmountCents = paid.Cents,
            Description = "TARI 2026",
            CompanyName = "Comune di prova",
            Debtor = new Subject(EntityType.F, "RSSMRA80A01H501U", "Mario Rossi"),
            Transfers =
            [
                new()
                {
                    IdTransfer = 1,
                    AmountCents = paid.Cents,
                    FiscalCodePa = Organization,
                    Iban = PositionScene.OwnIban,
                    RemittanceInformation = $"/RFB/{paid.Iuv}",
                    TransferCategory = "9/0101108TS/",
                },
            ],
            IdPsp = "PPAYITR1XXX",
            PspCompanyName = "Banca di prova",
            IdChannel = "PPAYITR1XXX_01",
            ChannelDescription = "NA",
            PaymentDateTime = new DateTimeOffset(2026, 5, 29, 10, 0, 0, TimeSpan.Zero),
            IsStandIn = false,
        };

    public FlowFile Flow(params ReportedRow[] rows) => Flow(Day, "60000000001", rows);

    public FlowFile Flow(DateOnly day, string psp, params ReportedRow[] rows)
    {
        var number = Interlocked.Increment(ref _flows);
        return new FlowFile
        {
            Receiver = Organization,
            Day = day,
            Psp = psp,
            FlussoId = $"{day:yyyy-MM-dd}{psp}-S{number:0000}",
            Trn = $"TRN{day:yyyyMMdd}{number:000000}IT",
            Rows = rows,
        };
    }

    /// <summary>In another form than its XML.</summary>
    public Task<Rendicontazione> UploadAsync(FlowFile flow, byte[] content) =>
        Client.Rendicontazioni.UploadAsync(Organization, $"{flow.FlussoId}.json", new MemoryStream(content));

    public Task<Rendicontazione> UploadAsync(FlowFile flow) =>
        Client.Rendicontazioni.UploadAsync(Organization, "rendicontazione.xml", flow.ToStream());

    public Task<BankStatement> UploadAsync(params StatementLineRow[] lines) => UploadAsync(StatementFile.ToStream(lines));

    public Task<BankStatement> UploadAsync(Stream csv, string fileName = "giornale.csv") =>
        Client.BankStatements.UploadAsync(
            Organization,
            fileName,
            csv,
            new()
            {
                DateColumn = 1,
                AmountColumn = 3,
                DescriptionColumn = 5,
                ProvvisorioColumn = 4,
                ValueDateColumn = 2,
            }
        );

    /// <summary>Moves what waits into the balances, as the recurring job does.</summary>
    public Task<int> FoldAsync() => Api.Services.GetRequiredService<Features.Ledger.FoldBalances>().RunOnceAsync(CancellationToken.None);

    public async Task<ReconciliationJob> ReconcileAsync(string? statementId = null, string? flussoId = null)
    {
        var job = await Client.ReconciliationJobs.CreateAsync(
            Organization,
            new ReconciliationJobInput { StatementId = statementId, FlussoId = flussoId }
        );
        await Api.RunJobsAsync();
        var done = await Client.ReconciliationJobs.ReadAsync(Organization, job.Id);
        done.State.ShouldBe("completed");
        await BalancedAsync();
        return done;
    }

    /// <summary>The reversali of a flow or of a statement, and what was skipped.</summary>
    public Task<ReversaliOutcome> IssueAsync(string? flussoId = null, string? statementId = null, DateOnly? day = null) =>
        Client.Reversali.CreateAsync(
            Organization,
            new ReversaliInput
            {
                FlussoId = flussoId,
                StatementId = statementId,
                AccountingDate = day,
                Counterpart = "Versanti diversi",
                CollectionAccount = "100",
            }
        );

    /// <summary>The one reversale that comes of a flow.</summary>
    public async Task<Reversale> ReversaleAsync(string flussoId) => (await IssueAsync(flussoId)).Items.Single();

    public async Task<List<ReconciliationItem>> ItemsAsync(ReconciliationJob job) =>
        [.. (await Client.ReconciliationJobs.ListItemsAsync(Organization, job.Id, new() { Limit = 200 })).Items];

    public Task<Rendicontazione> ReadAsync(Rendicontazione flow) => Client.Rendicontazioni.ReadAsync(Organization, flow.Id);

    public async Task<Movement> MovementAsync(BankStatement statement, int place = 0) =>
        (await Client.BankStatements.ListStatementMovementsAsync(Organization, statement.Id)).Items.ElementAt(place);

    public async Task<string> StateAsync(Paid paid) => (await Client.Positions.ReadAsync(Organization, paid.PositionId)).State;

    /// <summary>What the list tells of an accertamento.</summary>
    public async Task<(long Issued, long Collected, long Regularised)> AccertamentoAsync(string number = "117")
    {
        var found = (await Client.Accertamenti.ListAsync(Organization, new() { Number = number })).Items.Single();
        return (found.IssuedCents, found.CollectedCents, found.RegularisedCents);
    }

    public async Task<List<CorrectionCase>> CasesAsync() => [.. (await Client.Ledger.ListCorrectionCasesAsync(Organization)).Items];

    public async Task<long> BalanceAsync(string account) =>
        (await Client.Ledger.ReadTrialBalanceAsync(Organization)).Accounts.SingleOrDefault(a => a.Account == account)?.BalanceCents ?? 0;

    /// <summary>Debits equal credits by construction; what proves something is that every control agrees with its register.</summary>
    public async Task BalancedAsync()
    {
        var balance = await Client.Ledger.ReadTrialBalanceAsync(Organization);
        balance
            .Controls.Where(c => c.DifferenceCents != 0)
            .Select(c => $"{c.Name}: ledger {c.LedgerCents}, register {c.RegisterCents}")
            .ShouldBeEmpty();
        balance.IsBalanced.ShouldBeTrue();
    }

    /// <summary>What rendicontazioni have told was told a week earlier, so that nobody waits for its receipts any more.</summary>
    public Task AWeekLaterAsync() =>
        positions.QueryAsync<int>(
            $"""
            UPDATE rendicontazioni SET received_at = received_at - interval '7 days 1 hour'
                WHERE organization_id = '{Organization}' RETURNING 1
            """
        );

    public Task<List<string>> EventsAsync(string subject) =>
        positions.QueryAsync<string>(
            $"SELECT type FROM events WHERE organization_id = '{Organization}' AND subject_id = '{subject}' ORDER BY written"
        );

    public async Task<long> CountAsync(string fromWhere) =>
        (await positions.QueryAsync<long>($"SELECT count(*) FROM {fromWhere} organization_id = '{Organization}'")).Single();
}
