using System.Globalization;
using Npgsql;
using PagoDigitale.Platform.RawStore;

namespace PagoDigitale.TestKit;

/// <summary>An organization with a station, written straight into the tables.</summary>
public sealed record OrganizationRow(string Code, string Station, string Broker);

/// <summary>One instalment to be written, with whatever a test wants different.</summary>
public sealed record NoticeRow
{
    public string State { get; init; } = "unpaid";
    public long AmountCents { get; init; } = 12_345;
    public DateOnly? DueDate { get; init; } = new DateOnly(2099, 6, 30);
    public DateOnly? ValidUntil { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public string Service { get; init; } = PositionRows.OpenService;
    public string? PostalIban { get; init; }

    /// <summary>A second transfer, for another beneficiary.</summary>
    public long OthersCents { get; init; }
}

public sealed record WrittenNotice(Guid PositionId, Guid InstalmentId, string Number, NoticeRow Row)
{
    public string Iuv => Number[1..];
}

/// <summary>Positions in any state and with any dates, also those no operation would make. By SQL, as the owner of the schema.</summary>
public sealed class PositionRows(string connectionString)
{
    public const string Iban = "IT60X0542811101000000123456";
    public const string PostalIban = "IT45R0760103200000000001016";
    public const string OtherBeneficiary = "90000000017";

    /// <summary>Payable after the due date.</summary>
    public const string OpenService = "OPEN";

    /// <summary>Not payable after the due date.</summary>
    public const string StrictService = "STRICT";

    private static int _count = Random.Shared.Next(1_000_000, 8_000_000);

    public async Task<OrganizationRow> AddOrganizationAsync(bool isActive = true, bool isStationActive = true)
    {
        var code = Interlocked.Increment(ref _count).ToString("00000000000", CultureInfo.InvariantCulture);
        var row = new OrganizationRow(code, $"15376371009_{code[^3..]}", "15376371009");
        await ExecuteAsync(
            """
            INSERT INTO organizations (organization_id, name, is_active, created_at, updated_at)
                VALUES ($1, 'Comune di Prova ' || $1, $2, now(), now())
            """,
            code,
            isActive
        );
        await ExecuteAsync(
            "INSERT INTO ibans (organization_id, iban, label, is_postal, created_at) VALUES ($1, $2, 'Tesoreria', false, now())",
            code,
            Iban
        );
        await ExecuteAsync(
            """
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, is_active,
                created_at)
            VALUES ($1, $2, $3, 3, '02', true, $4, now())
            """,
            code,
            row.Station,
            row.Broker,
            isStationActive
        );
        await ExecuteAsync(
            """
            INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, keep_payable_after_due_date, created_at)
            SELECT $1, s, 'Servizio', '9/0101100IM/', $2, s = 'OPEN', now() FROM unnest(ARRAY['OPEN', 'STRICT']) s
            """,
            code,
            Iban
        );
        return row;
    }

    public async Task<WrittenNotice> AddNoticeAsync(OrganizationRow organization, NoticeRow? row = null)
    {
        row ??= new NoticeRow();
        var number = $"302{Random.Shared.NextInt64(0, 1_000_000_000_000_000).ToString("000000000000000", CultureInfo.InvariantCulture)}";
        var (debtor, position, instalment) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await ExecuteAsync(
            """
            INSERT INTO debtors (organization_id, debtor_id, type, fiscal_code, name, created_at, updated_at)
                VALUES ($1, $2, 'F', 'ANONIMO', 'Mario Rossi', now(), now())
            """,
            organization.Code,
            debtor
        );
        await ExecuteAsync(
            """
            INSERT INTO positions (organization_id, position_id, service_code, description, debtor_id, debtor_type, debtor_fiscal_code,
                debtor_name, debtor_address, valid_from, amount_cents, state, created_at, updated_at)
            VALUES ($1, $2, $3, 'TARI 2026', $4, 'F', 'RSSMRA80A01H501U', 'Mario Rossi',
                '{"street": "Via Roma", "civicNumber": "1", "postalCode": "00100", "city": "Roma", "province": "RM", "country": "IT"}',
                $5, $6, 'payable', now(), now())
            """,
            organization.Code,
            position,
            row.Service,
            debtor,
            row.ValidFrom,
            row.AmountCents
        );
        await ExecuteAsync(
            """
            INSERT INTO instalments (organization_id, instalment_id, position_id, instalment_index, notice_number, iuv, amount_cents,
                due_date, valid_until, state, is_released, receipt_record_id)
            VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $9, $9 IN ('cancelled', 'replaced'), CASE
                WHEN $9 = 'paid' THEN gen_random_uuid() END)
            """,
            organization.Code,
            instalment,
            position,
            number,
            number[1..],
            row.AmountCents,
            row.DueDate,
            row.ValidUntil,
            row.State
        );
        await ExecuteAsync(
            """
            INSERT INTO transfers (organization_id, instalment_id, transfer_index, beneficiary, amount_cents, iban, postal_iban,
                taxonomy_code, remittance_information)
            SELECT $1, $2, n, b, c, $3, $4, '9/0101100IM/', '/RFB/' || $5 FROM (VALUES (1, $1, $6 - $7), (2, $8, $7)) AS t(n, b, c)
                WHERE c > 0
            """,
            organization.Code,
            instalment,
            Iban,
            row.PostalIban,
            number[1..],
            row.AmountCents,
            row.OthersCents,
            OtherBeneficiary
        );
        return new(position, instalment, number, row);
    }

    /// <summary>The first column of the first row.</summary>
    /// <summary>The bytes of the one message that came, whatever room they take.</summary>
    public async Task<byte[]> ContentAsync(string where, params object?[] values)
    {
        var coding = await ReadAsync<short>($"SELECT content_coding FROM inbound_messages WHERE {where}", values);
        var bytes = await ReadAsync<byte[]>($"SELECT content FROM inbound_messages WHERE {where}", values);
        return new PackedContent((ContentCoding)coding, bytes!).Unpack();
    }

    public async Task<T?> ReadAsync<T>(string sql, params object?[] values)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        return await command.ExecuteScalarAsync() is T value ? value : default;
    }

    public async Task ExecuteAsync(string sql, params object?[] values)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}
