using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Features.Positions.Exposed;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;

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

    /// <summary>The receipt arrives: applied and written in one transaction, as the node feature does.</summary>
    public async Task<string> ReceiveAsync(Paid paid)
    {
        await using var scope = await Api.Services.GetRequiredService<TenantScopes>().OpenAsync(Organization);
        var receipt = Guid.CreateVersion7();
        var applied = await scope.Get<PaymentWriter>().ApplyReceiptAsync(new(receipt, paid.NoticeNumber, new Shares(paid.Cents), DateTimeOffset.UtcNow), default);
        await scope.Session.ExecuteAsync("""
            INSERT INTO receipts (organization_id, receipt_record_id, receipt_id, notice_number, iuv, primary_organization, version, amount_cents, paid_at, psp_id, psp_name,
                debtor_fiscal_code, debtor_name, description, classification, position_id, instalment_id, received_at)
            VALUES ($1, $2, $3, $4, substr($4, 2), $1, 'v2', $5, '2026-05-29T10:00:00Z', 'PSP', 'Psp', 'ANONIMO', 'Anonimo', 'Prova', $6, $7, $8, now())
            """, default, Organization, receipt, paid.ReceiptId, paid.NoticeNumber, paid.Cents, applied.ClassificationText,
            new NpgsqlParameter { Value = (object?)applied.PositionId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
            new NpgsqlParameter { Value = (object?)applied.InstalmentId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        await scope.Session.ExecuteAsync("""
            INSERT INTO receipt_transfers (organization_id, receipt_record_id, transfer_index, beneficiary, amount_cents, taxonomy_code, remittance_information)
            VALUES ($1, $2, 1, $1, $3, '9/0101108TS/', 'x')
            """, default, Organization, receipt, paid.Cents);
        await scope.CommitAsync();
        return applied.ClassificationText;
    }

    public FlowFile Flow(params ReportedRow[] rows) => Flow(Day, "60000000001", rows);

    public FlowFile Flow(DateOnly day, string psp, params ReportedRow[] rows)
    {
        var number = Interlocked.Increment(ref _flows);
        return new FlowFile { Receiver = Organization, Day = day, Psp = psp, FlowId = $"{day:yyyy-MM-dd}{psp}-S{number:0000}", Trn = $"TRN{day:yyyyMMdd}{number:000000}IT", Rows = rows };
    }

    public Task<Rendicontazione> UploadAsync(FlowFile flow) => Client.Rendicontazioni.UploadAsync(Organization, flow.ToStream());

    public Task<BankStatement> UploadAsync(params StatementLineRow[] lines) => UploadAsync(StatementFile.ToStream(lines));

    public Task<BankStatement> UploadAsync(Stream csv, string fileName = "giornale.csv") =>
        Client.BankStatements.UploadAsync(Organization, fileName, 1, 3, 5, csv, provvisorioColumn: 4, valueDateColumn: 2);

    public async Task<ReconciliationJob> ReconcileAsync(string? statementId = null, string? flowId = null)
    {
        var job = await Client.ReconciliationJobs.CreateAsync(Organization, new ReconciliationJobInput { StatementId = statementId, FlowId = flowId });
        await Api.RunJobsAsync();
        var done = await Client.ReconciliationJobs.ReadAsync(Organization, job.Id);
        done.State.ShouldBe("completed");
        await BalancedAsync();
        return done;
    }

    public async Task<List<ReconciliationItem>> ItemsAsync(ReconciliationJob job) => [.. (await Client.ReconciliationJobs.ListItemsAsync(Organization, job.Id, limit: 200)).Items];

    public Task<Rendicontazione> ReadAsync(Rendicontazione flow) => Client.Rendicontazioni.ReadAsync(Organization, flow.Id);

    public async Task<Movement> MovementAsync(BankStatement statement, int place = 0) =>
        (await Client.BankStatements.ListStatementMovementsAsync(Organization, statement.Id)).Items.ElementAt(place);

    public async Task<string> StateAsync(Paid paid) => (await Client.Positions.ReadAsync(Organization, paid.PositionId)).State;

    public async Task<long> BalanceAsync(string account) =>
        (await Client.Ledger.ReadTrialBalanceAsync(Organization)).Accounts.SingleOrDefault(a => a.Account == account)?.BalanceCents ?? 0;

    public async Task BalancedAsync() => (await Client.Ledger.ReadTrialBalanceAsync(Organization)).DifferenceCents.ShouldBe(0);

    public Task<List<string>> EventsAsync(string subject) =>
        positions.QueryAsync<string>($"SELECT type FROM events WHERE organization_id = '{Organization}' AND subject_id = '{subject}' ORDER BY sequence");

    public async Task<long> CountAsync(string fromWhere) => (await positions.QueryAsync<long>($"SELECT count(*) FROM {fromWhere} organization_id = '{Organization}'")).Single();
}
