using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Features.Flows;
using PagoDigitale.Api.Features.Flows.Generation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>
/// An organization that can receive flows: account, station, two services, two accertamenti. Written by SQL, so that these tests depend on
/// no other feature.
/// </summary>
public sealed class FlowScene
{
    public const string Header =
        "codice_esterno;tipo_debitore;codice_fiscale;nominativo;codice_servizio;descrizione;importo;data_scadenza;"
        + "anno_accertamento;numero_accertamento";
    public const string Service = "QUOTA";
    public const string PlainService = "DIRITTI";

    /// <summary>Takes no late payments.</summary>
    public const string PunctualService = "PERENTORIO";
    public const string Rossi = "RSSMRA80A01H501U";
    public static readonly string Bianchi = FiscalCode.Build("Bianchi", "Laura", new DateOnly(1985, 12, 1), true, "F205").Value;

    private static int _next = Random.Shared.Next(1_000_000, 2_000_000);

    private readonly string _connectionString;

    private FlowScene(TestApi api, string organization, string connectionString) =>
        (Api, Organization, _connectionString) = (api, organization, connectionString);

    public TestApi Api { get; }

    public string Organization { get; }

    public IFlowsClient Flows => Api.Admin.Flows;

    /// <param name="connectionString">Of the database, where the test gave the application one of its own.</param>
    public static async Task<FlowScene> CreateAsync(TestApi api, string? connectionString = null)
    {
        var scene = new FlowScene(api, $"{Interlocked.Increment(ref _next):D11}", connectionString ?? api.ConnectionString);
        await scene.SqlAsync(
            $"""
            INSERT INTO organizations (organization_id, name, created_at, updated_at)
                VALUES ('{scene.Organization}', 'Ordine di prova', now(), now());
            INSERT INTO ibans (organization_id, iban, label, is_postal, created_at)
                VALUES ('{scene.Organization}', 'IT60X0542811101000000123456', 'Tesoreria', false, now());
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, created_at)
                VALUES ('{scene.Organization}', '{scene.Organization}_01', '{scene.Organization}', 3, '47', true, now());
            INSERT INTO accertamenti (organization_id, accertamento_id, year, number, chapter, description, created_at)
                VALUES ('{scene.Organization}', gen_random_uuid(), 2026, '117', '3.100', 'Quote', now()), ('{scene.Organization}',
                    gen_random_uuid(), 2026, '118', '3.101', 'Tassa', now());
            INSERT INTO accertamenti (organization_id, accertamento_id, year, number, chapter, description, is_active, created_at)
                VALUES ('{scene.Organization}', gen_random_uuid(), 2025, '9', '3.100', 'Chiuso', false, now());
            INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, accertamento_id, created_at)
                SELECT '{scene.Organization}', '{Service}', 'Quota annuale', '9/0101100IM/', 'IT60X0542811101000000123456',
                    accertamento_id, now()
                FROM accertamenti WHERE organization_id = '{scene.Organization}' AND number = '117';
            INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, created_at)
                VALUES ('{scene.Organization}', '{PlainService}', 'Diritti di segreteria', '9/0101101IM/', 'IT60X0542811101000000123456',
                    now());
            INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, is_active, created_at)
                VALUES ('{scene.Organization}', 'SPENTO', 'Servizio spento', '9/0101101IM/', 'IT60X0542811101000000123456', false, now());
            """
        );
        await scene.SqlAsync(
            $"""
            INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, keep_payable_after_due_date, created_at)
                VALUES ('{scene.Organization}', '{PunctualService}', 'Tassa perentoria', '9/0101101IM/', 'IT60X0542811101000000123456',
                    false, now());
            """
        );
        return scene;
    }

    /// <summary>Rows under the usual header, as UTF-8 with semicolons.</summary>
    public static byte[] Csv(params string[] rows) => Encoding.UTF8.GetBytes($"{Header}\n{string.Join('\n', rows)}\n");

    /// <summary>Good rows of different persons, ready to be generated.</summary>
    public static byte[] Many(int count, string prefix = "X", int cents = 12_345) =>
        Csv([
            .. Enumerable
                .Range(1, count)
                .Select(i =>
                    $"{prefix}-{i};;{Entity(i)};Società {prefix} {i};{Service};Quota {i};{cents / 100},{cents % 100:00};31/12/2030;;"
                ),
        ]);

    /// <summary>A valid 11-digit code for each number.</summary>
    public static string Entity(int number)
    {
        var digits = $"{number:D7}100";
        return digits + VatCheck.CheckDigit(digits);
    }

    public async Task<Flow> UploadAsync(
        byte[] file,
        string? serviceCode = null,
        bool? groupByDebtor = null,
        string? externalId = null,
        string? commonDescription = null,
        string fileName = "quote.csv",
        DateOnly? defaultDueDate = null
    ) =>
        await Flows.UploadAsync(
            Organization,
            fileName,
            new MemoryStream(file),
            new()
            {
                ServiceCode = serviceCode,
                GroupByDebtor = groupByDebtor,
                ExternalId = externalId,
                CommonDescription = commonDescription,
                DefaultDueDate = defaultDueDate,
            }
        );

    /// <summary>Uploads and checks.</summary>
    public async Task<Flow> CheckedAsync(
        byte[] file,
        string? serviceCode = null,
        bool? groupByDebtor = null,
        string? commonDescription = null
    )
    {
        var flow = await UploadAsync(file, serviceCode, groupByDebtor, commonDescription: commonDescription);
        await Api.RunJobsAsync();
        return await Flows.ReadAsync(Organization, flow.Id);
    }

    public async Task<Flow> GeneratedAsync(Flow flow)
    {
        await Flows.ConfirmAsync(Organization, flow.Id);
        await Api.RunJobsAsync();
        return await Flows.ReadAsync(Organization, flow.Id);
    }

    /// <summary>Makes positions of the next rows of a confirmed flow, as its job does with many more.</summary>
    public async Task GenerateChunkAsync(Flow flow, int rows)
    {
        PublicId.TryParse(flow.Id, "flw", out var id);
        await using var scope = await Get<TenantScopes>().OpenAsync(Organization);
        (
            await scope
                .Get<FlowChunkWriter>()
                .WriteAsync((await scope.Get<FlowLookup>().FindAsync(id, forUpdate: true, default))!, rows, default)
        ).Value.ShouldBeTrue();
        await scope.CommitAsync();
    }

    public async Task<List<FlowRow>> RowsAsync(Flow flow)
    {
        var rows = new List<FlowRow>();
        string? cursor = null;
        do
        {
            var page = await Flows.ListRowsAsync(Organization, flow.Id, new() { Limit = 200, Cursor = cursor });
            rows.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null);
        return rows;
    }

    public async Task<string> OutcomeAsync(Flow flow)
    {
        using var file = await Flows.DownloadOutcomeAsync(Organization, flow.Id);
        return Encoding.UTF8.GetString(await file.ReadBytesAsync());
    }

    public async Task SqlAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(sql.Replace("{org}", $"'{Organization}'", StringComparison.Ordinal));
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public T Get<T>()
        where T : notnull => Api.Services.GetRequiredService<T>();

    /// <summary>Instalments, transfers and the ledger all say the same sum.</summary>
    public async Task BalancedAsync(long cents)
    {
        (await ScalarAsync<long>("SELECT sum(amount_cents)::bigint FROM positions WHERE organization_id = {org}")).ShouldBe(cents);
        (
            await ScalarAsync<long>("SELECT sum(amount_cents)::bigint FROM instalments WHERE organization_id = {org} AND state = 'unpaid'")
        ).ShouldBe(cents);
        (
            await ScalarAsync<long>("SELECT sum(amount_cents)::bigint FROM transfers WHERE organization_id = {org} AND beneficiary = {org}")
        ).ShouldBe(cents);
        (
            await ScalarAsync<long>(
                """
                SELECT sum(amount_cents)::bigint FROM postings WHERE organization_id = {org} AND kind = 'issued' AND debit = 'receivables'
                    AND credit = 'revenue' AND reference LIKE 'flw_%'
                """
            )
        ).ShouldBe(cents);
        (
            await ScalarAsync<long>(
                """
                SELECT count(*) FROM instalments i JOIN positions p USING (organization_id, position_id) JOIN flow_rows r
                    ON r.organization_id = p.organization_id AND r.position_id = p.position_id WHERE p.organization_id = {org}
                    AND r.notice_number <> i.notice_number
                """
            )
        ).ShouldBe(0);
    }
}

/// <summary>One application for the tests of a class; each test has an organization of its own.</summary>
public sealed class FlowApi : IAsyncLifetime
{
    public TestApi Api { get; private set; } = null!;

    public async Task InitializeAsync() => Api = await SharedApi.TakeAsync();

    public Task DisposeAsync() => SharedApi.GiveBackAsync(Api);
}
