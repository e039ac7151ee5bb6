using System.Text;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>A position that can be paid in several ways, and its payments by whoever brings them.</summary>
public sealed class OptionScene(MoneyScene money, Position position)
{
    public MoneyScene Money => money;

    public static async Task<OptionScene> CreateAsync(TestApi api, params PaymentOptionInput[] options)
    {
        var money = await MoneyScene.CreateAsync(api);
        return new(money, await money.Positions.CreateAsync(InputOf(options)));
    }

    public static PositionInput InputOf(PaymentOptionInput[] options, string? externalId = null)
    {
        var input = PositionScene.Input(externalId: externalId);
        input.PaymentOptions = [.. options];
        return input;
    }

    public static PaymentOptionInput Option(params long[] cents) =>
        new() { Instalments = [.. cents.Select(c => new InstalmentInput { AmountCents = c })] };

    public static PaymentOptionInput Reduced(long cents, DateOnly lastDay) =>
        new()
        {
            Kind = "reduced",
            Description = "Ridotto",
            Instalments = [new() { AmountCents = cents, ValidUntil = lastDay }],
        };

    /// <summary>The file that asks for the same, a row for each instalment.</summary>
    public static byte[] FileOf(PositionInput input) =>
        Encoding.UTF8.GetBytes(
            string.Join(
                '\n',
                [
                    "codice_esterno;codice_fiscale;nominativo;codice_servizio;descrizione;importo;data_fine_validita;opzione;tipo_opzione;"
                        + "descrizione_opzione;rata",
                    .. input.PaymentOptions!.SelectMany((o, at) => o.Instalments.Select((i, n) => Row(input, o, at + 1, i, n + 1))),
                ]
            )
        );

    private static string Row(PositionInput input, PaymentOptionInput option, int index, InstalmentInput instalment, int number) =>
        $"{input.ExternalId};{input.Debtor.FiscalCode};{input.Debtor.Name};{input.ServiceCode};{input.Description};"
        + $"{instalment.AmountCents / 100},{instalment.AmountCents % 100:00};{instalment.ValidUntil};"
        + $"{index};{(option.Kind == "reduced" ? "ridotta" : "")};{option.Description};{number}";

    public Position Created => position;

    public Task<Position> ReadAsync() => money.Positions.ReadAsync(position);

    /// <summary>As a receipt of its own pays it.</summary>
    public Paid Owed(int option, int instalment = 0)
    {
        var named = position.PaymentOptions[option].Instalments[instalment];
        return new(position.Id, named.Id, named.NoticeNumber!, Guid.NewGuid().ToString("N"), named.AmountCents);
    }

    public Task<string> PayAsync(int option, int instalment = 0) => money.ReceiveAsync(Owed(option, instalment));

    /// <summary>The states of all instalments, option by option.</summary>
    public static string StatesOf(Position position) =>
        string.Join(" | ", position.PaymentOptions.Select(o => string.Join(' ', o.Instalments.Select(i => i.State))));
}
