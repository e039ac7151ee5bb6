using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// An organization of its own with services to collect for: TARI (no price, late payments taken), MENSA (15 euros), MULTE (no late
/// payments).
/// </summary>
public sealed class PositionScene(TestApi api, string organization)
{
    public const string OwnIban = "IT60X0542811101000000123456";
    public const string OtherOrganization = "00000000019";

    public TestApi Api => api;

    public string Organization => organization;

    public IPositionsClient Positions => api.Admin.Positions;

    public ILedgerClient Ledger => api.Admin.Ledger;

    public static DateOnly Today => TestClock.Today;

    public static async Task<PositionScene> CreateAsync(TestApi api)
    {
        var organization = RandomNumberGenerator.GetString("0123456789", 11);
        var scene = new PositionScene(api, organization);
        await scene.SqlAsync(
            $"""
            INSERT INTO organizations (organization_id, name, created_at, updated_at)
                VALUES ('{organization}', 'Comune di prova', now(), now());
            INSERT INTO ibans (organization_id, iban, label, is_postal, created_at)
                VALUES ('{organization}', '{OwnIban}', 'Tesoreria', false, now());
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, created_at)
                VALUES ('{organization}', '{organization}_01', '{organization}', 3, '47', true, now());
            INSERT INTO units (organization_id, unit_id, code, name, created_at)
                VALUES ('{organization}', gen_random_uuid(), 'TRIBUTI', 'Ufficio tributi', now());
            INSERT INTO accertamenti (organization_id, accertamento_id, year, number, chapter, description, created_at)
                VALUES ('{organization}', gen_random_uuid(), 2026, '117', '1010', 'TARI', now()), ('{organization}', gen_random_uuid(),
                    2026, '118', '1020', 'Interessi', now());
            INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, unit_code, amount_cents,
                accertamento_id, keep_payable_after_due_date, is_active, created_at)
            SELECT '{organization}', v.code, v.code, '9/0101108TS/', '{OwnIban}', NULL, v.price,
                CASE WHEN v.code = 'TARI' THEN (SELECT accertamento_id FROM accertamenti WHERE organization_id = '{organization}'
                    AND number = '117') END, v.keep, v.active, now()
            FROM (VALUES ('TARI', NULL::bigint, true, true), ('MENSA', 1500, true, true), ('MULTE', NULL, false, true), ('OFF', NULL, true,
                false)) AS v(code, price, keep, active);
            """
        );
        return scene;
    }

    public static PositionInput Input(
        long? amountCents = 10_000,
        string service = "TARI",
        string? externalId = null,
        int instalments = 1
    ) =>
        new()
        {
            ServiceCode = service,
            ExternalId = externalId,
            Description = "TARI 2026",
            Debtor = new()
            {
                Type = "F",
                FiscalCode = "RSSMRA80A01H501U",
                Name = "Mario Rossi",
            },
            PaymentOptions =
            [
                new()
                {
                    Instalments = [.. Enumerable.Range(0, instalments).Select(_ => new InstalmentInput { AmountCents = amountCents })],
                },
            ],
        };

    public Task<Position> CreateAsync(PositionInput? input = null, bool? dryRun = null) =>
        Positions.CreateAsync(organization, input ?? Input(), dryRun);

    public Task<Position> ReadAsync(Position position) => Positions.ReadAsync(organization, position.Id);

    public Task<Position> CancelAsync(Position position) => Positions.CancelAsync(organization, position.Id, new() { Reason = "Errore" });

    public Task<Position> ReopenAsync(Position position) =>
        Positions.ReopenAsync(organization, position.Id, new() { Reason = "Ripensamento" });

    public Task<Position> PayOutsideAsync(Position position, int index = 0) =>
        Positions.RecordOutsidePaymentAsync(
            organization,
            position.Id,
            new()
            {
                InstalmentId = Instalment(position, index).Id,
                PaidOn = Today,
                Reason = "Sportello",
            }
        );

    public static Instalment Instalment(Position position, int index = 0) => position.PaymentOptions[0].Instalments[index];

    /// <summary>A receipt as the node feature takes it: applied and written in one transaction.</summary>
    public async Task<AppliedPayment> PayAsync(string? noticeNumber, long ownCents, long othersCents = 0, TestApi? through = null)
    {
        ArgumentNullException.ThrowIfNull(noticeNumber);
        await using var scope = await ScopeAsync(through);
        var receipt = Guid.CreateVersion7();
        var record = new ReceiptRecord
        {
            Id = receipt,
            Iur = receipt.ToString("N"),
            NoticeNumber = noticeNumber,
            Iuv = noticeNumber[1..],
            PrimaryOrganization = organization,
            Version = "v2",
            AmountCents = ownCents + othersCents,
            PaidAt = TestClock.Now,
            PspId = "PSP",
            PspName = "Psp",
            Debtor = new(null, "ANONIMO", "Anonimo"),
            Description = "Prova",
            Transfers =
            [
                .. new (int Index, string Beneficiary, long Cents)[] { (1, organization, ownCents), (2, OtherOrganization, othersCents) }
                    .Where(t => t.Cents > 0)
                    .Select(t => new ReceiptRecordTransfer(t.Index, t.Beneficiary, t.Cents, null, "9/0101101IM/", "")),
            ],
        };
        var applied = await scope.Get<TakePayment>().TakeAsync(PaymentSource.Node, record, new Shares(ownCents, othersCents), default);
        await scope.CommitAsync();
        return applied.ShouldNotBeNull();
    }

    /// <summary>As the node's question leaves it, for five minutes.</summary>
    public async Task BeginPaymentAsync(string instalment)
    {
        PublicId.TryParse(instalment, "ins", out var id);
        await using var scope = await ScopeAsync();
        await scope.Session.ExecuteAsync(
            "UPDATE instalments SET payment_in_progress_until = $3 WHERE organization_id = $1 AND instalment_id = $2 AND state = 'unpaid'",
            default,
            organization,
            id,
            TestClock.Now.AddMinutes(5)
        );
        await scope.CommitAsync();
    }

    /// <summary>A rendicontazione of one row, with its posting and its mark.</summary>
    public async Task ReportAsync(string instalment, string? iuv, long ownCents)
    {
        ArgumentNullException.ThrowIfNull(iuv);
        PublicId.TryParse(instalment, "ins", out var id);
        await using var scope = await ScopeAsync();
        var flow = Guid.CreateVersion7();
        await scope.Session.ExecuteAsync(
            """
            INSERT INTO rendicontazioni (organization_id, rendicontazione_id, flusso_id, revision, flusso_date_time, regulation_id,
                regulation_date, psp_id, payments_count,
                total_amount_cents, computed_count, computed_amount_cents, state, message_id, received_at)
            VALUES ($1, $2, $3, 1, now(), 'TRN', current_date, 'PSP', 1, $4, 1, $4, 'parsed', $2, now())
            """,
            default,
            organization,
            flow,
            flow.ToString("N"),
            ownCents
        );
        await scope.Session.ExecuteAsync(
            """
            INSERT INTO rendicontazione_rows (organization_id, rendicontazione_id, row_index, iuv, iur, amount_cents, outcome_code,
                payment_date, instalment_id)
            VALUES ($1, $2, 1, $3, 'R', $4, 0, current_date, $5)
            """,
            default,
            organization,
            flow,
            iuv,
            ownCents,
            id
        );
        await scope
            .Get<PagoDigitale.Api.Features.Postings.Door.LedgerWriter>()
            .PostAsync(PostingRules.Report(ownCents), new(InstalmentId: id, Reference: flow.ToString("N")), default);
        await scope.Get<InstalmentMarkWriter>().RefreshAsync([id], default);
        await scope.CommitAsync();
    }

    public Task<TenantScope> ScopeAsync(TestApi? through = null) =>
        (through ?? api).Services.GetRequiredService<TenantScopes>().OpenAsync(organization);

    /// <summary>A station beside the one that every scene has.</summary>
    public Task AddStationAsync(int number, int auxDigit, string? code, bool isActive = true) =>
        SqlAsync(
            $"""
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, application_code,
                is_active, created_at)
            VALUES ('{Organization}', '{Organization}_{number:00}', '{Organization}', {auxDigit},
                {(auxDigit == 3 ? $"'{code}'" : "NULL")}, {(auxDigit == 0 ? $"'{code}'" : "NULL")}, {isActive}, now())
            """
        );

    public async Task SqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<List<T>> QueryAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(api.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    /// <summary>What the events of the organization say that fit.</summary>
    public Task<List<JsonNode>> SaidAsync(string where) =>
        EventTable.SaidAsync(api.ConnectionString, $"organization_id = '{organization}' AND {where}");

    /// <summary>Debits equal credits by construction; what proves something is that every control agrees with its register.</summary>
    public async Task BalancedAsync()
    {
        var balance = await Ledger.ReadTrialBalanceAsync(organization);
        balance
            .Controls.Where(c => c.DifferenceCents != 0)
            .Select(c => $"{c.Name}: {c.LedgerCents} against {c.RegisterCents}")
            .ShouldBeEmpty();
        balance.IsBalanced.ShouldBeTrue();
    }

    public Task<List<string>> EventsAsync(Position position) =>
        QueryAsync<string>(
            $"SELECT type FROM events WHERE organization_id = '{organization}' AND subject_id = '{position.Id}' ORDER BY written"
        );

    private static NpgsqlParameter Uuid(Guid? id) =>
        new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid };
}

/// <summary>One application for the tests of a class: each makes an organization of its own.</summary>
public sealed class PositionApi : Xunit.IAsyncLifetime
{
    public TestApi Api { get; private set; } = null!;

    public Task<PositionScene> SceneAsync() => PositionScene.CreateAsync(Api);

    public async Task InitializeAsync() => Api = await SharedApi.TakeAsync();

    public Task DisposeAsync() => SharedApi.GiveBackAsync(Api);
}
