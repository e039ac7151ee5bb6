using System.Globalization;
using Npgsql;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.TestKit;

/// <summary>What a test says of an instalment; the rest is valid and does not matter to it.</summary>
public sealed record NoticeGiven
{
    public string State { get; init; } = "unpaid";
    public string Description { get; init; } = "TARI 2026";
    public string DebtorFiscalCode { get; init; } = "RSSMRA80A01H501U";
    public string DebtorName { get; init; } = "Mario Rossi";
    public string? DebtorAddress { get; init; } =
        """{"street":"Via Nazionale","civicNumber":"1","postalCode":"00184","city":"Roma","province":"RM","country":"IT"}""";
    public long AmountCents { get; init; } = 9225;
    public DateOnly? DueDate { get; init; } = new DateOnly(2027, 5, 31);
    public DateOnly? ValidUntil { get; init; }
    public DateTimeOffset CreatedAt { get; init; } = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    public Guid? Flow { get; init; }
    public int? FlowRow { get; init; }

    /// <summary>Instalments of the position's one option, all alike.</summary>
    public int Instalments { get; init; } = 1;
}

/// <summary>
/// An organization with positions, written by SQL as the owner of the schema: notices are tested without the features that make positions.
/// </summary>
public sealed class NoticeRows
{
    private const string Iban = "IT60X0542811101000000123456";
    private const string Service = "TARI";
    private static long _milliseconds = TestClock.Now.ToUnixTimeMilliseconds();
    private static long _numbers = Random.Shared.NextInt64(1_000_000, 9_000_000);

    private readonly string _connectionString;
    private readonly Guid _debtor = Guid.CreateVersion7();

    private NoticeRows(string connectionString) => _connectionString = connectionString;

    public string Organization { get; } = Next().ToString("D11", CultureInfo.InvariantCulture);

    public static async Task<NoticeRows> CreateAsync(TestApi api, string name = "Comune di Rosignano Esempio")
    {
        var rows = new NoticeRows(api.ConnectionString);
        await rows.ExecuteAsync(
            """
            INSERT INTO organizations (organization_id, name, sector, info_lines, cbill_code, created_at, updated_at)
                VALUES ($1, $2, 'Ufficio Tributi', E'Via Roma 1, Rosignano\ntel. 0586 000000', 'AB1CD', now(), now())
            """,
            rows.Organization,
            name
        );
        await rows.ExecuteAsync(
            "INSERT INTO ibans (organization_id, iban, label, is_postal, created_at) VALUES ($1, $2, 'Tesoreria', false, now())",
            rows.Organization,
            Iban
        );
        await rows.ExecuteAsync(
            """
            INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, created_at)
                VALUES ($1, $2, 'Tassa sui rifiuti', '9/0101100IM/', $3, now())
            """,
            rows.Organization,
            Service,
            Iban
        );
        await rows.ExecuteAsync(
            """
            INSERT INTO debtors (organization_id, debtor_id, type, fiscal_code, name, created_at, updated_at)
                VALUES ($1, $2, 'F', 'RSSMRA80A01H501U', 'Mario Rossi', now(), now())
            """,
            rows.Organization,
            rows._debtor
        );
        return rows;
    }

    public Task AddLogoAsync(byte[] png) =>
        ExecuteAsync(
            "INSERT INTO organization_logos (organization_id, media_type, content, updated_at) VALUES ($1, 'image/png', $2, now())",
            Organization,
            png
        );

    public async Task<(Guid Id, string PublicId)> AddFlowAsync(string state = "completed")
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync(
            """
            INSERT INTO flows (organization_id, flow_id, message_id, file_name, file_sha256, size_bytes, state, parameters, created_at)
                VALUES ($1, $2, $2, 'quote.csv', $3, 1, $4, jsonb_build_object('groupByDebtor', false), now())
            """,
            Organization,
            id,
            id.ToByteArray(),
            state
        );
        return (id, PublicId.Format("flw", id));
    }

    /// <summary>Returns the notice numbers, one for each instalment.</summary>
    public async Task<IReadOnlyList<string>> AddAsync(NoticeGiven given)
    {
        var position = Guid.CreateVersion7();
        var numbers = Enumerable
            .Range(0, given.Instalments)
            .Select(_ => Next().ToString("'301'000000000000000", CultureInfo.InvariantCulture))
            .ToList();
        await ExecuteAsync(
            """
            INSERT INTO positions (organization_id, position_id, service_code, description, debtor_id, debtor_type, debtor_fiscal_code,
                debtor_name, debtor_address,
                    flow_id, flow_row_number, amount_cents, state, created_at, updated_at)
                VALUES ($1, $2, $3, $4, $5, 'F', $6, $7, $8::jsonb, $9, $10, $11, 'payable', $12, $12)
            """,
            Organization,
            position,
            Service,
            given.Description,
            _debtor,
            given.DebtorFiscalCode,
            given.DebtorName,
            given.DebtorAddress,
            given.Flow,
            given.FlowRow,
            given.AmountCents * given.Instalments,
            given.CreatedAt
        );
        for (var i = 0; i < numbers.Count; i++)
            await AddInstalmentAsync(given, position, (short)(i + 1), numbers[i]);
        return numbers;
    }

    public async Task<string> AddOneAsync(NoticeGiven given) => (await AddAsync(given)).Single();

    /// <summary>Payable notices of a flow, in one statement each table.</summary>
    public async Task AddManyAsync(Guid flow, int count, int firstRow = 1)
    {
        var first = Interlocked.Add(ref _numbers, count) - count + 1;
        await ExecuteAsync(
            """
            INSERT INTO positions (organization_id, position_id, service_code, description, debtor_id, debtor_type, debtor_fiscal_code,
                debtor_name,
                    flow_id, flow_row_number, amount_cents, state, created_at, updated_at)
            SELECT $1, md5($1 || n)::uuid, $2, 'TARI 2026', $3, 'F', 'RSSMRA80A01H501U', 'Mario Rossi', $4, n, 100 + n, 'payable', now(),
                now() FROM generate_series($5, $5 + $6 - 1) n
            """,
            Organization,
            Service,
            _debtor,
            flow,
            firstRow,
            count
        );
        await ExecuteAsync(
            """
            INSERT INTO instalments (organization_id, instalment_id, position_id, instalment_index, notice_number, iuv, amount_cents,
                due_date, state)
            SELECT $1, md5($1 || n)::uuid, md5($1 || n)::uuid, 1, '301' || lpad(($2 + n - $3)::text, 15, '0'),
                '01' || lpad(($2 + n - $3)::text, 15, '0'), 100 + n, '2027-05-31', 'unpaid'
            FROM generate_series($3, $3 + $4 - 1) n
            """,
            Organization,
            first,
            firstRow,
            count
        );
    }

    private async Task AddInstalmentAsync(NoticeGiven given, Guid position, short index, string number)
    {
        // Two identifiers of one millisecond have no order, and lists are in theirs.
        var id = Guid.CreateVersion7(DateTimeOffset.FromUnixTimeMilliseconds(Interlocked.Increment(ref _milliseconds)));
        await ExecuteAsync(
            """
            INSERT INTO instalments (organization_id, instalment_id, position_id, instalment_index, notice_number, iuv, amount_cents,
                due_date, valid_until, state)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            Organization,
            id,
            position,
            index,
            number,
            number[1..],
            given.AmountCents,
            given.DueDate,
            given.ValidUntil,
            given.State
        );
        await ExecuteAsync(
            """
            INSERT INTO transfers (organization_id, instalment_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code,
                remittance_information)
                VALUES ($1, $2, 1, $1, $3, $4, '9/0101100IM/', 'TARI')
            """,
            Organization,
            id,
            given.AmountCents,
            Iban
        );
    }

    private static long Next() => Interlocked.Increment(ref _numbers);

    private async Task ExecuteAsync(string sql, params object?[] values)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync();
    }
}
