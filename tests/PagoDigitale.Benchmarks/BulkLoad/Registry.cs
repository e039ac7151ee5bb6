using System.Globalization;
using System.Text;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Benchmarks.BulkLoad;

/// <summary>The organization that receives the flow, and the flow.</summary>
public static class Registry
{
    public const string Organization = "01234567897";

    public const string Sql = $"""
        INSERT INTO organizations (organization_id, name, created_at, updated_at)
            VALUES ('{Organization}', 'Ordine di prova', now(), now());
        INSERT INTO ibans (organization_id, iban, label, is_postal, created_at)
            VALUES ('{Organization}', 'IT60X0542811101000000123456', 'Tesoreria', false, now());
        INSERT INTO stations (organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, is_default, created_at)
            VALUES ('{Organization}', '{Organization}_01', '{Organization}', 3, '47', true, now());
        INSERT INTO accertamenti (organization_id, accertamento_id, year, number, chapter, description, created_at)
            SELECT '{Organization}', gen_random_uuid(), 2026, n::text, '3.100', 'Quote', now() FROM generate_series(1, 20) n;
        INSERT INTO services (organization_id, service_code, description, taxonomy_code, iban, created_at)
            VALUES ('{Organization}', 'QUOTA', 'Quota annuale', '9/0101100IM/', 'IT60X0542811101000000123456', now());
        """;

    public static void WriteCsv(string path, int rows, string service = "QUOTA", int first = 1)
    {
        using var file = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 16);
        file.Write(
            "codice_esterno;tipo_debitore;codice_fiscale;nominativo;indirizzo;civico;cap;localita;provincia;nazione;email;pec;"
                + "codice_servizio;descrizione;importo;data_scadenza;data_fine_validita;anno_accertamento;numero_accertamento\r\n"
        );
        for (var i = first; i < first + rows; i++)
            file.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Q-2026-{i:D7};;{Entity(i)};Società di prova numero {i};Via Giuseppe Garibaldi;{i % 300};56100;Pisa;PI;IT;"
                        + $"debitore{i}@example.it;;{service};Quota annuale 2026 n. {i};"
                        + $"{i % 900 + 10},{i % 100:00};31/12/2030;;2026;{i % 20 + 1}\r\n"
                )
            );
    }

    /// <summary>Positions of <paramref name="rates"/> instalments, one in each row.</summary>
    public static void WriteRates(string path, int rows, int rates)
    {
        using var file = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 16);
        file.Write(
            "codice_esterno;codice_fiscale;nominativo;indirizzo;civico;cap;localita;provincia;nazione;email;codice_servizio;descrizione;"
                + "importo;data_scadenza;anno_accertamento;numero_accertamento;opzione;descrizione_opzione;rata\r\n"
        );
        for (var row = 0; row < rows; row++)
        {
            var (i, rate) = (row / rates, (row % rates) + 1);
            file.Write(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Q-2026-{i:D7};{Entity(i)};Società di prova numero {i};Via Giuseppe Garibaldi;{i % 300};56100;Pisa;PI;IT;"
                        + $"debitore{i}@example.it;QUOTA;Quota annuale 2026 n. {i}, rata {rate};"
                        + $"{i % 900 + 10},{i % 100:00};{new DateOnly(2030, 1, 31).AddMonths(rate):dd'/'MM'/'yyyy};"
                        + $"2026;{i % 20 + 1};1;In {rates} rate;{rate}\r\n"
                )
            );
        }
    }

    /// <summary>An 11-digit code whose check digit holds.</summary>
    private static string Entity(int number)
    {
        var digits = $"{number:D7}100";
        return digits + VatCheck.CheckDigit(digits);
    }
}
