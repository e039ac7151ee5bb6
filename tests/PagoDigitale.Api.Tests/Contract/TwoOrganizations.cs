using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Security;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.Api.Tests.Contract;

/// <summary>
/// The caller's organization, empty, and another one that has one thing of every kind. Written by SQL as the owner of the
/// schema, so that these tests depend on no feature being right.
/// </summary>
public sealed class TwoOrganizations
{
    private const string NoticeNumber = "301000000000000144";

    private readonly AccessTokens _tokens;
    private readonly Dictionary<string, string> _identifiers;

    private TwoOrganizations(AccessTokens tokens, Dictionary<string, string> identifiers) =>
        (_tokens, _identifiers) = (tokens, identifiers);

    public string Own { get; } = "01234567897";

    public string Foreign { get; } = "98765432106";

    public IEnumerable<string> ForeignIdentifiers => _identifiers.Where(i => i.Key is not "client").Select(i => i.Value);

    public Task<string> TokenAsync(IEnumerable<string> scopes, IEnumerable<string> organizations) =>
        _tokens.IssueAsync(TestApi.AdminClientId, scopes, organizations, CancellationToken.None);

    public HttpRequestMessage Request(ContractOperation operation, string organization, bool withBody)
    {
        var path = operation.Path.Replace("{organization}", organization, StringComparison.Ordinal);
        foreach (var (name, value) in _identifiers)
            path = path.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        var required = operation.Parameters.Where(p => p["in"]!.ToString() == "query" && p["required"]?.GetValue<bool>() == true);
        var query = string.Join('&', required.Select(p => $"{p["name"]}={Uri.EscapeDataString(p["example"]?.ToString() ?? "1")}"));
        var request = new HttpRequestMessage(new HttpMethod(operation.Method), query.Length == 0 ? path : $"{path}?{query}");
        if (operation.Method == "PATCH")
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        if (withBody && operation.Definition["requestBody"] is { } body)
            request.Content = Example(body);
        return request;
    }

    public static async Task<TwoOrganizations> CreateAsync(TestApi api)
    {
        var ids = new Dictionary<string, Guid>();
        var identifiers = new Dictionary<string, string>
        {
            ["client"] = "clt-estraneo",
            ["iban"] = "IT60X0542811101000000123456",
            ["station"] = "98765432106_01",
            ["service"] = "QUOTA-ESTRANEA",
            ["noticeNumber"] = NoticeNumber,
            ["taxonomyVersion"] = PublicId.Format("txv", Guid.CreateVersion7()),
            ["taxonomyCode"] = "0101100IM",
            ["connection"] = "fdr",
        };
        foreach (
            var (name, prefix) in new[]
            {
                ("debtor", "deb"),
                ("accertamento", "acc"),
                ("position", "pos"),
                ("instalment", "ins"),
                ("flow", "flw"),
                ("receipt", "rcp"),
                ("rendicontazione", "rnd"),
                ("refusedMessage", "rfm"),
                ("statement", "bst"),
                ("movement", "mov"),
                ("job", "rcj"),
                ("reversale", "rev"),
                ("replacement", "ibr"),
                ("exchange", "exc"),
                ("publishedFlow", "pfl"),
                ("acaAlignment", "aal"),
            }
        )
            identifiers[name] = PublicId.Format(prefix, ids[name] = Guid.CreateVersion7());
        var organizations = new TwoOrganizations(api.Services.GetRequiredService<AccessTokens>(), identifiers);
        await InsertAsync(api.ConnectionString, organizations, ids);
        return organizations;
    }

    private static StringContent Example(JsonNode bodyNode)
    {
        var (mediaType, content) = OpenApiContract.Instance.Resolve(bodyNode)["content"]!.AsObject().First();
        var example = (content!["examples"] as JsonObject)?.First().Value is { } first
            ? OpenApiContract.Instance.Resolve(first)["value"]
            : content["example"];
        return new StringContent(example is JsonValue text ? text.ToString() : example?.ToJsonString() ?? "{}", Encoding.UTF8, mediaType);
    }

    private static async Task InsertAsync(string connectionString, TwoOrganizations o, Dictionary<string, Guid> id)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(
            $"""
            INSERT INTO organizations (organization_id, name, created_at, updated_at)
                VALUES ('{o.Own}', 'Ordine proprio', now(), now()), ('{o.Foreign}', 'Ordine estraneo', now(), now());
            INSERT INTO clients (client_id, name, scopes, organizations, created_at)
                VALUES ('{o._identifiers["client"]}', 'Un altro', ARRAY['positions:read'], ARRAY['{o.Foreign}'], now());
            INSERT INTO ibans (organization_id, iban, label, is_postal, created_at) VALUES ('{o.Foreign}', '{o._identifiers[
                "iban"
            ]}', 'Tesoreria', false, now());
            INSERT INTO iban_replacements (organization_id, replacement_id, iban, new_iban, first_day, reason, state, created_at)
                VALUES ('{o.Foreign}', '{id["replacement"]}', '{o._identifiers["iban"]}', '{o._identifiers[
                "iban"
            ]}', '2099-01-01', 'Prova', 'scheduled', now());
            INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, created_at)
                VALUES ('{o.Foreign}', '{o._identifiers["station"]}', '98765432106', 3, '01', true, now());
            INSERT INTO connections (organization_id, connection, connection_id, base_url, is_paused, created_at, next_call_at)
                VALUES ('{o.Foreign}', 'fdr', '{id["exchange"]}', 'https://api.example', false, now(), now());
            INSERT INTO outbound_exchanges (organization_id, exchange_id, service, method, url, sent_at, duration_ms, status, request_bytes,
                response_bytes, response_coding, response)
                VALUES ('{o.Foreign}', '{id["exchange"]}', 'fdr', 'GET', 'https://api.example', now(), 1, 200, 0, 1, 0, 'x');
            INSERT INTO published_flows (organization_id, published_flow_id, flusso_id, revision, psp_id, flusso_date_time, published_at,
                state, next_attempt_at, seen_at, listed_at)
                VALUES ('{o.Foreign}', '{id["publishedFlow"]}', '2026-11-20PSP-1', 1, 'PSP', now(), now(), 'to-fetch', now(), now(), now());
            INSERT INTO aca_alignments (organization_id, alignment_id, scope, is_dry_run, origin, state, created_at)
                VALUES ('{o.Foreign}', '{id["acaAlignment"]}', 'all', false, 'request', 'completed', now());
            INSERT INTO aca_notices (organization_id, instalment_id, position_id, notice_number, iuv, state, amount_cents, is_asked,
                attempts)
                VALUES ('{o.Foreign}', '{id["instalment"]}', '{id["position"]}', '{NoticeNumber}', '{NoticeNumber[1..]}', 'refused', 100,
                    false, 0);
            INSERT INTO accertamenti (organization_id, accertamento_id, year, number, chapter, description, created_at)
                VALUES ('{o.Foreign}', '{id["accertamento"]}', 2026, '12', '3.100', 'Quote', now());
            INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, accertamento_id, created_at)
                VALUES ('{o.Foreign}', '{o._identifiers["service"]}', 'Quota', '9/0101100IM/', '{o._identifiers["iban"]}', '{id[
                "accertamento"
            ]}', now());
            INSERT INTO debtors (organization_id, debtor_id, type, fiscal_code, name, created_at, updated_at)
                VALUES ('{o.Foreign}', '{id["debtor"]}', 'F', 'RSSMRA80A01H501U', 'Mario Rossi', now(), now());
            INSERT INTO positions (organization_id, position_id, service_code, description, debtor_id, debtor_type, debtor_fiscal_code,
                debtor_name, amount_cents, state, created_at, updated_at)
                VALUES ('{o.Foreign}', '{id["position"]}', '{o._identifiers["service"]}', 'Quota 2026', '{id[
                "debtor"
            ]}', 'F', 'RSSMRA80A01H501U', 'Mario Rossi', 10000, 'payable', now(), now());
            INSERT INTO instalments (organization_id, instalment_id, position_id, instalment_index, notice_number, iuv, amount_cents, state)
                VALUES ('{o.Foreign}', '{id["instalment"]}', '{id["position"]}', 1, '{NoticeNumber}', '{NoticeNumber[
                1..
            ]}', 10000, 'unpaid');
            INSERT INTO transfers (organization_id, instalment_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code,
                remittance_information)
                VALUES ('{o.Foreign}', '{id["instalment"]}', 1, '{o.Foreign}', 10000, '{o._identifiers[
                "iban"
            ]}', '9/0101100IM/', '/RFB/{NoticeNumber[1..]}/100.00');
            INSERT INTO inbound_messages (organization_id, message_id, kind, media_type, content, content_sha256, size_bytes, received_at)
                VALUES ('{o.Foreign}', '{id["flow"]}', 'flow', 'text/csv', 'x', sha256('x'), 1, now());
            INSERT INTO flows (organization_id, flow_id, message_id, file_name, file_sha256, size_bytes, state, parameters, created_at)
                VALUES ('{o.Foreign}', '{id["flow"]}', '{id[
                "flow"
            ]}', 'quote.csv', sha256('x'), 1, 'ready', jsonb_build_object('groupByDebtor', false), now());
            INSERT INTO receipts (organization_id, receipt_record_id, iur, notice_number, iuv, primary_organization, version,
                amount_cents, paid_at, psp_id, psp_name,
                    debtor_fiscal_code, debtor_name, description, classification, message_id, received_at)
                VALUES ('{o.Foreign}', '{id["receipt"]}', 'iur1', '{NoticeNumber}', '{NoticeNumber[
                1..
            ]}', '{o.Foreign}', 'v2', 10000, now(), 'PSP', 'Banca',
                    'RSSMRA80A01H501U', 'Mario Rossi', 'Quota', 'regular', '{id["flow"]}', now());
            INSERT INTO rendicontazioni (organization_id, rendicontazione_id, flusso_id, revision, flusso_date_time, regulation_id,
                regulation_date, psp_id, payments_count,
                    total_amount_cents, computed_count, computed_amount_cents, state, message_id, received_at)
                VALUES ('{o.Foreign}', '{id[
                "rendicontazione"
            ]}', '2026-11-20PSP-1', 1, now(), 'TRN', '2026-11-20', 'PSP', 1, 10000, 1, 10000, 'parsed', '{id["flow"]}', now());
            INSERT INTO refused_messages (organization_id, refused_message_id, kind, state, code, reason, source, message_id,
                content_sha256, size_bytes, first_seen_at, last_seen_at)
                VALUES ('{o.Foreign}', '{id["refusedMessage"]}', 'receipt', 'open', 'PAA_SEMANTICA',
                    '["PaFault.Semantica"]', '{o._identifiers[
                "station"
            ]}', '{id["flow"]}', sha256('x'), 1, now(), now());
            INSERT INTO bank_statements (organization_id, statement_id, message_id, file_name, file_sha256, mapping, lines_count,
                movements_count, pago_pa_count, rejected_count,
                    credits_cents, debits_cents, pago_pa_cents, created_at)
                VALUES ('{o.Foreign}', '{id["statement"]}', '{id[
                "flow"
            ]}', 'estratto.csv', sha256('x'), jsonb_build_object(), 1, 1, 1, 0, 10000, 0, 10000, now());
            INSERT INTO bank_movements (organization_id, movement_id, statement_id, line_number, accounting_date, amount_cents,
                description, is_pago_pa, state)
                VALUES ('{o.Foreign}', '{id["movement"]}', '{id["statement"]}', 1, '2026-11-20', 10000, 'accredito', true, 'unmatched');
            INSERT INTO reconciliation_jobs (organization_id, job_id, state, created_at) VALUES ('{o.Foreign}', '{id[
                "job"
            ]}', 'completed', now());
            INSERT INTO reversali (organization_id, reversale_id, year, number, accounting_date, amount_cents, counterpart,
                collection_account, flusso_id, rendicontazione_id, payments_count, created_at)
                VALUES ('{o.Foreign}', '{id["reversale"]}', 2026, 1, '2026-11-20', 10000, 'pagoPA', 'conto', '2026-11-20PSP-1', '{id[
                "rendicontazione"
            ]}', 1, now());
            INSERT INTO events (organization_id, event_id, type, subject_type, subject_id, subject_hash, data, occurred_at)
                VALUES ('{o.Foreign}', '{id["job"]}', 'test.made', 'position', '{o._identifiers[
                "position"
            ]}', hashtext('{o._identifiers["position"]}'), '{"{}"}', now());
            INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id)
                VALUES ('{o.Foreign}', '{id["job"]}', now(), 'issued', 'receivables', 'revenue', 10000, '{id["position"]}', '{id[
                "instalment"
            ]}');
            """
        );
        await command.ExecuteNonQueryAsync();
    }
}
