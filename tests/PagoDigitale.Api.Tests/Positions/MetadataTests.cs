using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using MetadataEntry = PagoDigitale.Sdk.MetadataEntry;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// What is told beside a payment goes to the PSP and comes back on the receipt; what the wire does not take is said when the position is
/// made.
/// </summary>
public sealed class MetadataTests(PositionApi api) : IClassFixture<PositionApi>
{
    private const string PostalIban = "IT45R0760103200000000001016";

    [Fact]
    public async Task Metadata_and_note_go_out_with_the_payment_and_come_back_with_the_receipt()
    {
        var scene = await api.SceneAsync();
        await WithPostalAccountAsync(scene);
        var position = await scene.CreateAsync(
            Input([("NOTA", "rata unica")], [("RC_TIP_1", "INCASSO_TIPICO"), ("RC_AC_1", "2026"), ("RC_IMP_1", "100.00")], PostalIban)
        );
        var instalment = PositionScene.Instalment(position);
        instalment.Metadata.Select(Pair).ShouldBe([("NOTA", "rata unica")]);
        instalment
            .Transfers.Single()
            .Metadata.Select(Pair)
            .ShouldBe([("RC_TIP_1", "INCASSO_TIPICO"), ("RC_AC_1", "2026"), ("RC_IMP_1", "100.00")]);
        using var node = api.Api.Node();

        foreach (var version in new[] { PaVersion.V1, PaVersion.V2 })
        {
            var data = (await node.SendAsync(Station(scene), GetPayment(scene, instalment.NoticeNumber!, version)))
                .Response.ShouldBeOfType<GetPaymentResponse>()
                .Data;
            data.Metadata.Select(m => (m.Key, m.Value)).ShouldBe([("NOTA", "rata unica")]);
            data.Transfers.Single()
                .Metadata.Select(m => (m.Key, m.Value))
                .ShouldBe([("IBANAPPOGGIO", PostalIban), ("RC_TIP_1", "INCASSO_TIPICO"), ("RC_AC_1", "2026"), ("RC_IMP_1", "100.00")]);
        }
        var organization = new OrganizationRow(scene.Organization, Station(scene), scene.Organization);
        var sent = Requests.Receipt(organization, instalment.NoticeNumber!, 10_000);
        sent = sent with
        {
            PaymentNote = "carrello 7",
            Metadata = [new("NOTA", "rata unica")],
            Transfers = [sent.Transfers[0] with { Metadata = [new("RC_IMP_1", "60.00"), new("RC_IMP_1", "40.00")] }],
        };
        (await node.SendAsync(Station(scene), Requests.SendRt(organization, sent))).IsOk.ShouldBeTrue();

        var receipt = (await api.Api.Admin.Receipts.ListAsync(scene.Organization)).Items.ShouldHaveSingleItem();
        receipt.PaymentNote.ShouldBe("carrello 7");
        receipt.Metadata.Select(m => (m.Key, m.Value)).ShouldBe([("NOTA", "rata unica")]);
        receipt
            .Transfers.Single()
            .Metadata.Select(m => (m.Key, m.Value))
            .ShouldBe([("RC_IMP_1", "60.00"), ("RC_IMP_1", "40.00")], "a repeated key says two things");
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(14, true)]
    public async Task As_many_entries_as_the_wire_takes_are_payable_ours_counted(int count, bool hasPostal)
    {
        var scene = await api.SceneAsync();
        await WithPostalAccountAsync(scene);
        var entries = Enumerable.Range(1, count).Select(i => ($"K_{i}", new string('v', 140))).ToArray();
        var instalment = PositionScene.Instalment(
            await scene.CreateAsync(
                Input([.. Enumerable.Range(1, 15).Select(i => ($"P_{i}", "x"))], entries, hasPostal ? PostalIban : null)
            )
        );
        using var node = api.Api.Node();

        foreach (var type in new TransferType?[] { null, TransferType.Postal, TransferType.PagoPa })
            (await node.SendAsync(Station(scene), GetPayment(scene, instalment.NoticeNumber!, PaVersion.V2, type))).IsOk.ShouldBeTrue(
                $"{type}"
            );
    }

    public static TheoryData<string, (string, string)[], bool, string> Wrong =>
        new()
        {
            { "metadata-too-large", [.. Enumerable.Range(1, 16).Select(i => ($"K_{i}", "v"))], false, ".metadata" },
            { "metadata-too-large", [.. Enumerable.Range(1, 15).Select(i => ($"K_{i}", "v"))], true, ".metadata" },
            { "metadata-key-repeated", [("RC_CAP_1", "a"), ("RC_CAP_1", "b")], false, ".metadata[1].key" },
            { "metadata-key-reserved", [("IBANAPPOGGIO", PostalIban)], false, ".metadata[0].key" },
            { "metadata-key-invalid", [(new string('k', 141), "v")], false, ".metadata[0].key" },
            { "metadata-key-invalid", [("", "v")], false, ".metadata[0].key" },
            { "metadata-key-invalid", [("due parole", "v")], false, ".metadata[0].key" },
            { "metadata-value-invalid", [("K", new string('v', 141))], false, ".metadata[0].value" },
            { "metadata-value-invalid", [("K", "")], false, ".metadata[0].value" },
            { "metadata-value-invalid", [("K", "\u00a0\u3000 ")], false, ".metadata[0].value" },
        };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_would_make_the_notice_unpayable_is_refused_by_its_name(
        string code,
        (string, string)[] entries,
        bool hasPostal,
        string field
    )
    {
        var scene = await api.SceneAsync();
        await WithPostalAccountAsync(scene);

        var ofTransfer = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.CreateAsync(Input([], entries, hasPostal ? PostalIban : null))
        );

        (ofTransfer.Problem!.Errors!.Single().Code, ofTransfer.Problem.Errors!.Single().Field).ShouldBe(
            (code, $"paymentOptions[0].instalments[0].transfers[0]{field}")
        );
        if (!hasPostal)
        {
            var ofPayment = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.CreateAsync(Input(entries, [], null)));
            (ofPayment.Problem!.Errors!.Single().Code, ofPayment.Problem.Errors!.Single().Field).ShouldBe(
                (code, $"paymentOptions[0].instalments[0]{field}")
            );
        }
    }

    [Fact]
    public async Task Other_metadata_under_the_same_external_identifier_take_the_place_of_the_former()
    {
        var scene = await api.SceneAsync();
        var first = await scene.CreateAsync(Input([("A", "1")], [("B", "2")], null, "con-metadati"));
        var same = await scene.CreateAsync(Input([("A", "1")], [("B", "2")], null, "con-metadati"));
        var other = await scene.CreateAsync(Input([("A", "3")], [("B", "4"), ("C", "5")], null, "con-metadati"));

        (same.Id, same.Version, other.Id).ShouldBe((first.Id, first.Version, first.Id));
        PositionScene.Instalment(other).Metadata.Select(Pair).ShouldBe([("A", "3")]);
        PositionScene.Instalment(other).Transfers.Single().Metadata.Select(Pair).ShouldBe([("B", "4"), ("C", "5")]);
        PositionScene.Instalment(other).NoticeNumber.ShouldBe(PositionScene.Instalment(first).NoticeNumber);
    }

    /// <summary>A postal account that comes after the position finds the list full: the notice stays payable.</summary>
    [Fact]
    public async Task A_postal_account_that_comes_later_never_makes_a_sixteenth_entry()
    {
        var scene = await api.SceneAsync();
        var instalment = PositionScene.Instalment(
            await scene.CreateAsync(Input([], [.. Enumerable.Range(1, 15).Select(i => ($"K_{i}", "v"))], null))
        );
        await scene.SqlAsync($"UPDATE transfers SET postal_iban = '{PostalIban}' WHERE organization_id = '{scene.Organization}'");
        using var node = api.Api.Node();

        var data = (await node.SendAsync(Station(scene), GetPayment(scene, instalment.NoticeNumber!, PaVersion.V2, TransferType.PagoPa)))
            .Response.ShouldBeOfType<GetPaymentResponse>()
            .Data;

        data.Transfers.Single().Metadata.Count.ShouldBe(15);
    }

    private static PositionInput Input(
        (string Key, string Value)[] ofPayment,
        (string Key, string Value)[] ofTransfer,
        string? postalIban,
        string? externalId = null
    )
    {
        var input = PositionScene.Input(externalId: externalId);
        var instalment = input.PaymentOptions![0].Instalments[0];
        instalment.Metadata = [.. ofPayment.Select(e => new MetadataEntry { Key = e.Key, Value = e.Value })];
        instalment.Transfers =
        [
            new()
            {
                AmountCents = 10_000,
                PostalIban = postalIban,
                Metadata = [.. ofTransfer.Select(e => new MetadataEntry { Key = e.Key, Value = e.Value })],
            },
        ];
        return input;
    }

    private static Task WithPostalAccountAsync(PositionScene scene) =>
        scene.SqlAsync(
            $"""
            INSERT INTO ibans (organization_id, iban, label, is_postal, created_at)
                VALUES ('{scene.Organization}', '{PostalIban}', 'Poste', true, now())
            """
        );

    private static string Station(PositionScene scene) => $"{scene.Organization}_01";

    private static GetPaymentRequest GetPayment(
        PositionScene scene,
        string notice,
        PaVersion version,
        TransferType? type = TransferType.PagoPa
    ) =>
        new(scene.Organization, scene.Organization, Station(scene), version, new QrCode(scene.Organization, notice))
        {
            TransferType = type,
        };

    private static (string, string) Pair(MetadataEntry entry) => (entry.Key, entry.Value);
}
