using System.Globalization;
using System.Text;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Tests.Support;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Receipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>
/// What we accept can be paid: whatever a position or a flow was made of, all five primitives answer, and every answer is valid
/// by a schema written independently of the writers. A text that the node would refuse is refused when it comes.
/// </summary>
public sealed class AcceptedIsPayableTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    /// <summary>Blanks of all kinds, what XML escapes, accents in pieces.</summary>
    private static readonly string[] Printable =
    [
        " ",
        "\u00a0",
        "\u3000",
        "\u2003",
        "\u202f",
        "a",
        "È",
        "e\u0301",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "]]>",
        "ß",
        "/",
        ".",
        "0",
    ];

    /// <summary>And, where a text goes to the node alone, letters that no paper of ours shows, some of two UTF-16 units.</summary>
    private static readonly string[] Pieces = [.. Printable, "\U0001D538", "\U0001F600", "漢", "\ufffd"];

    [Fact]
    public async Task Whatever_a_position_is_made_of()
    {
        var scene = await fixture.SceneAsync();
        var accepted = 0;
        Seeded.Run(60, random => accepted += TryAsync(scene, random).GetAwaiter().GetResult() ? 1 : 0);
        accepted.ShouldBeGreaterThan(5, "most of what is generated would otherwise say nothing");
    }

    [Fact]
    public async Task Whatever_a_flow_is_made_of()
    {
        var scene = await FlowScene.CreateAsync(fixture.Api);
        var generated = 0;
        Seeded.Run(4, random => generated += TryFlowAsync(scene, random).GetAwaiter().GetResult());
        generated.ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\u00a0")]
    [InlineData("\u3000\u2003 ")]
    public async Task A_blank_text_is_refused_wherever_it_would_reach_the_node(string blank)
    {
        var scene = await fixture.SceneAsync();
        foreach (
            var (field, spoil) in new (string, Action<PositionInput>)[]
            {
                ("description", i => i.Description = blank),
                ("debtor.name", i => i.Debtor.Name = blank),
                (
                    "debtor.address.street",
                    i =>
                        i.Debtor.Address = new()
                        {
                            Street = blank,
                            PostalCode = "00184",
                            City = "Roma",
                            Country = "IT",
                        }
                ),
                ("paymentOptions[0].description", i => i.PaymentOptions![0].Description = blank),
                (
                    "paymentOptions[0].instalments[0].remittanceInformation",
                    i => i.PaymentOptions![0].Instalments[0].RemittanceInformation = blank
                ),
                (
                    "paymentOptions[0].instalments[0].transfers[0].remittanceInformation",
                    i => i.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 10_000, RemittanceInformation = blank }]
                ),
            }
        )
        {
            var input = PositionScene.Input();
            spoil(input);
            (await Should.ThrowAsync<PagoDigitaleInvalidException>(scene.CreateAsync(input)))
                .Errors.ShouldHaveSingleItem()
                .Field.ShouldBe(field);
        }
        var position = await scene.CreateAsync();
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(
                scene.Positions.ChangeAsync(scene.Organization, position.Id, position.Version, new() { Description = blank })
            )
        )
            .Errors.ShouldHaveSingleItem()
            .Field.ShouldBe("description");
        var flows = await FlowScene.CreateAsync(fixture.Api);
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(flows.UploadAsync(FlowScene.Many(1), commonDescription: blank)))
            .Errors.ShouldHaveSingleItem()
            .Field.ShouldBe("commonDescription");
        var flow = await flows.CheckedAsync(FlowScene.Many(1));
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(
                flows.Flows.ChangeAsync(flows.Organization, flow.Id, flow.Version, new() { Description = blank, CommonDescription = blank })
            )
        )
            .Errors.Select(e => e.Field)
            .ShouldBe(["description", "commonDescription"], ignoreOrder: true);
    }

    [Fact]
    public async Task Blank_texts_that_were_stored_before_do_not_spoil_an_answer()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        await scene.SqlAsync(
            $"""
            UPDATE transfers SET remittance_information = E'\u3000 ' WHERE organization_id = '{scene.Organization}';
            UPDATE positions SET description = E' \u00a0', debtor_name = ' ' WHERE organization_id = '{scene.Organization}';
            INSERT INTO payment_options (organization_id, position_id, option_index, kind, description)
                SELECT organization_id, position_id, 1, 'single', ' ' FROM positions WHERE organization_id = '{scene.Organization}';
            UPDATE organizations SET name = ' ' WHERE organization_id = '{scene.Organization}';
            """
        );

        await ShouldBePayableAsync(Row(scene.Organization), PositionScene.Instalment(position).NoticeNumber!);
    }

    /// <summary>What could not be told was not begun. A mark that was there before stays: somebody else may be paying.</summary>
    [Fact]
    public async Task An_answer_that_fails_leaves_no_payment_in_progress()
    {
        var scene = await fixture.SceneAsync();
        var number = PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber!;
        var row = Row(scene.Organization);
        using var node = fixture.Api.Node();
        var mark = $"""
            SELECT coalesce(payment_in_progress_until, '-infinity'::timestamptz)::text FROM instalments
                WHERE organization_id = '{scene.Organization}'
            """;

        await scene.SqlAsync($"UPDATE transfers SET amount_cents = amount_cents + 1 WHERE organization_id = '{scene.Organization}'");
        ((int)(await node.SendAsync(row.Station, Requests.GetPayment(row, number))).Status).ShouldBe(500);
        (await scene.QueryAsync<string>(mark)).ShouldBe(["-infinity"]);

        await scene.SqlAsync($"UPDATE transfers SET amount_cents = amount_cents - 1 WHERE organization_id = '{scene.Organization}'");
        (await node.SendAsync(row.Station, Requests.GetPayment(row, number))).IsOk.ShouldBeTrue();
        var before = await scene.QueryAsync<string>(mark);
        await scene.SqlAsync($"UPDATE transfers SET amount_cents = amount_cents + 1 WHERE organization_id = '{scene.Organization}'");
        ((int)(await node.SendAsync(row.Station, Requests.GetPayment(row, number, PaVersion.V1))).Status).ShouldBe(500);
        (await scene.QueryAsync<string>(mark)).ShouldBe(before);
    }

    private async Task<bool> TryAsync(PositionScene scene, Random random)
    {
        Position position;
        try
        {
            position = await scene.CreateAsync(Input(random));
        }
        catch (PagoDigitaleException refusal) when (refusal.Status is 400 or 422)
        {
            return false;
        }
        foreach (var instalment in position.PaymentOptions[0].Instalments)
            await ShouldBePayableAsync(Row(scene.Organization), instalment.NoticeNumber!);
        return true;
    }

    private async Task<int> TryFlowAsync(FlowScene scene, Random random)
    {
        const string Header =
            "codice_fiscale;nominativo;codice_servizio;descrizione;importo;data_scadenza;indirizzo;civico;cap;localita;provincia;email";
        var rows = Enumerable
            .Range(1, 12)
            .Select(_ =>
                string.Join(
                    ';',
                    FlowScene.Entity(random.Next(1, 9_000_000)),
                    Cell(random, 70),
                    FlowScene.Service,
                    Maybe(random, r => Cell(r, 140)),
                    $"{random.Next(1, 90_000)},{random.Next(100):00}",
                    Maybe(random, _ => "31/12/2030"),
                    Maybe(random, r => string.Join(';', Cell(r, 70), Cell(r, 8), "00184", Cell(r, 35), Cell(r, 10))) ?? ";;;;",
                    Maybe(random, r => r.Next(2) == 0 ? "ufficio@ente.example" : "perché@ente.example")
                )
            );
        var flow = await scene.UploadAsync(
            Encoding.UTF8.GetBytes($"{Header}\n{string.Join('\n', rows)}\n"),
            commonDescription: random.Next(4) == 0 ? $"x{Printed(random, 60)}" : null
        );
        await fixture.Api.RunJobsAsync();
        var read = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        if (read.Counts.Valid == 0)
            return 0;
        await scene.GeneratedAsync(read);
        var generated = (await scene.RowsAsync(flow)).Where(r => r.NoticeNumber is not null).ToList();
        foreach (var row in generated)
            await ShouldBePayableAsync(Row(scene.Organization), row.NoticeNumber!);
        return generated.Count;
    }

    private async Task ShouldBePayableAsync(OrganizationRow row, string notice)
    {
        using var node = fixture.Api.Node();
        async Task<T> AskAsync<T>(PaRequest request)
            where T : PaResponse
        {
            var answer = await node.SendAsync(row.Station, request);
            ((int)answer.Status).ShouldBe(200, Encoding.UTF8.GetString(answer.Body));
            Schemas.ErrorOfEnvelope(answer.Body).ShouldBeNull(Encoding.UTF8.GetString(answer.Body));
            return answer.Response.ShouldBeOfType<T>();
        }

        await AskAsync<VerifyPaymentNoticeResponse>(Requests.Verify(row, notice));
        foreach (var type in new TransferType?[] { null, TransferType.Postal, TransferType.PagoPa })
            await AskAsync<GetPaymentResponse>(Requests.GetPayment(row, notice, PaVersion.V1, type));
        var told = await AskAsync<GetPaymentResponse>(Requests.GetPayment(row, notice));
        var version = notice[^1] % 2 == 0 ? PaVersion.V1 : PaVersion.V2;
        await AskAsync<SendRtResponse>(Requests.SendRt(row, ReceiptOf(row, notice, told.Data, version)));
    }

    /// <summary>As the node makes it: of what it was told.</summary>
    private static Receipt ReceiptOf(OrganizationRow row, string notice, PaymentData data, PaVersion version) =>
        Requests.Receipt(row, notice, data.AmountCents, version: version) with
        {
            CreditorReferenceId = data.CreditorReferenceId,
            Description = data.Description,
            CompanyName = data.CompanyName!,
            Debtor = data.Debtor,
            Transfers =
            [
                .. data.Transfers.Select(t =>
                    Requests.Transfer(t.IdTransfer, t.FiscalCodePa, t.AmountCents) with
                    {
                        Iban = t.Iban,
                        RemittanceInformation = t.RemittanceInformation,
                        TransferCategory = t.TransferCategory,
                    }
                ),
            ],
        };

    private static OrganizationRow Row(string organization) => new(organization, $"{organization}_01", organization);

    private static PositionInput Input(Random random) =>
        new()
        {
            ServiceCode = random.Next(2) == 0 ? "TARI" : "MENSA",
            Description = Printed(random, 141),
            Debtor = new()
            {
                Type = "F",
                FiscalCode = "RSSMRA80A01H501U",
                Name = Printed(random, 71),
                Address = Maybe(
                    random,
                    r => new Address
                    {
                        Street = Printed(r, 71),
                        CivicNumber = Maybe(r, x => Printed(x, 17)),
                        PostalCode = "00184",
                        City = Printed(r, 36),
                        Province = Maybe(r, x => Printed(x, 36)),
                        Country = "IT",
                    }
                ),
                Email = Maybe(random, r => r.Next(2) == 0 ? "mario@esempio.it" : "perché@esempio.it"),
            },
            PaymentOptions =
            [
                new()
                {
                    Description = Maybe(random, r => Text(r, 141)),
                    Instalments = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Instalment(random))],
                },
            ],
        };

    private static InstalmentInput Instalment(Random random)
    {
        var amounts = Enumerable
            .Range(0, random.Next(1, 6))
            .Select(_ => random.NextInt64(1, random.Next(2) == 0 ? 1_000 : 9_000_000_000))
            .ToList();
        return new()
        {
            AmountCents = amounts.Sum(),
            ValidUntil = random.Next(2) == 0 ? PositionScene.Today.AddDays(random.Next(0, 900)) : null,
            RemittanceInformation = Maybe(random, r => Text(r, 141)),
            NoticeNumber =
                random.Next(4) == 0
                    ? $"{random.Next(1, 3)}{random.NextInt64(100_000_000_000_000_000).ToString("D17", CultureInfo.InvariantCulture)}"
                    : null,
            Transfers =
                random.Next(3) == 0 && amounts.Count == 1 ? null : [.. amounts.Select((a, i) => Transfer(random, a, isOwn: i == 0))],
        };
    }

    private static TransferInput Transfer(Random random, long amountCents, bool isOwn) =>
        new()
        {
            AmountCents = amountCents,
            OrganizationFiscalCode = isOwn ? null : PositionScene.OtherOrganization,
            Iban = isOwn ? null : "IT58D0542811101000000999999",
            TaxonomyCode = Maybe(
                random,
                r =>
                    r.Next(3) switch
                    {
                        0 => "9/0102100SA/",
                        1 => $"9/{new string('x', 138)}",
                        _ => "0/è&<漢",
                    }
            ),
            RemittanceInformation = Maybe(random, r => Text(r, 141)),
        };

    private static T? Maybe<T>(Random random, Func<Random, T> make)
        where T : class => random.Next(3) == 0 ? make(random) : null;

    private static string Cell(Random random, int lengthMax) =>
        $"\"{Printed(random, lengthMax).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(Random random, int lengthMax) => Text(random, lengthMax, Pieces);

    private static string Printed(Random random, int lengthMax) => Text(random, lengthMax, Printable);

    /// <summary>Short ones, blank ones, and some that are just as long as can be, or longer.</summary>
    private static string Text(Random random, int lengthMax, string[] pieces)
    {
        var length = random.Next(4) == 0 ? lengthMax - random.Next(0, 3) : random.Next(1, 12);
        var text = new StringBuilder();
        while (text.Length < length)
            text.Append(random.Next(6) == 0 ? " " : pieces[random.Next(pieces.Length)]);
        return text.ToString();
    }
}
