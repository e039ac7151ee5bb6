using System.Text;
using System.Xml.Linq;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Tests.Support;

namespace PagoDigitale.Node.Tests.PaForNode;

/// <summary>
/// A receipt of a version we do not know tells of money that moved: what can be understood is taken, and what was odd is said.
/// </summary>
public sealed class TolerantReceiptTests
{
    /// <summary>What money and identity depend on: wrong or doubtful there, nothing is taken.</summary>
    private static readonly string[] Essential =
    [
        "idPA",
        "idBrokerPA",
        "idStation",
        "receiptId",
        "noticeNumber",
        "fiscalCode",
        "outcome",
        "creditorReferenceId",
        "paymentAmount",
        "idTransfer",
        "transferAmount",
        "fiscalCodePA",
    ];

    private static readonly string[] Optional =
    [
        "officeName",
        "pspFiscalCode",
        "pspPartitaIVA",
        "payer",
        "paymentMethod",
        "paymentNote",
        "fee",
        "primaryCiIncurredFee",
        "idBundle",
        "idCiBundle",
        "paymentDateTime",
        "applicationDate",
        "transferDate",
        "metadata",
        "standIn",
        "streetName",
        "civicNumber",
        "postalCode",
        "city",
        "stateProvinceRegion",
        "country",
        "e-mail",
        // Of entries of metadata and of the letter of a person, what remains is taken.
        "mapEntry",
        "key",
        "value",
    ];

    public static TheoryData<string> Receipts => new("send-rt-v1-request", "send-rt-v2-request");

    [Theory, MemberData(nameof(Receipts))]
    public void What_the_schema_allows_is_read_as_by_the_schema_and_nothing_is_odd(string name)
    {
        var reading = TolerantReceiptReader.ReadRequest(PaForNodeClientWriter.Write(Samples.Requests[name]));

        reading.Error.ShouldBeNull();
        reading.Request.ShouldBe(Samples.Requests[name]);
        reading.Deviations.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Receipts))]
    public void An_unknown_element_wherever_it_stands_changes_nothing_and_is_named(string name)
    {
        var expected = (SendRtRequest)Samples.Requests[name];
        var count = Schemas.Parse(Bytes(name)).Descendants().Count();
        for (var i = 4; i < count; i++)
        {
            var document = Schemas.Parse(Bytes(name));
            var element = document.Descendants().ElementAt(i);
            element.AddBeforeSelf(new XElement("ofTomorrow", new XElement("inside", "1")));

            var reading = Read(document);

            reading.Error.ShouldBeNull($"before {element.Name}");
            ((SendRtRequest)reading.Request!).Receipt.ShouldBe(expected.Receipt, $"before {element.Name}");
            reading
                .Deviations.ShouldHaveSingleItem()
                .ShouldSatisfyAllConditions(
                    d => d.Code.ShouldBe("unexpected-element"),
                    d => d.Description.ToString().ShouldContain("ofTomorrow")
                );
        }
    }

    [Theory, MemberData(nameof(Receipts))]
    public void Elements_in_any_order_are_the_same_receipt(string name)
    {
        var expected = (SendRtRequest)Samples.Requests[name];
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var document = Schemas.Parse(Bytes(name));
            foreach (
                var parent in document
                    .Descendants()
                    .Skip(3)
                    .Where(e => e.HasElements && e.Name.LocalName is not ("transferList" or "metadata"))
                    .ToList()
            )
                parent.ReplaceNodes(parent.Elements().OrderBy(_ => random.Next()).ToArray());

            var reading = Read(document);

            ((SendRtRequest?)reading.Request)?.Receipt.ShouldBe(expected.Receipt, $"seed {seed}");
            reading.Error.ShouldBeNull($"seed {seed}");
            reading.Deviations.ShouldAllBe(d => d.Code == ReceiptDeviation.MisplacedElement);
            reading.Deviations.ShouldNotBeEmpty($"seed {seed}");
        }
    }

    [Theory, MemberData(nameof(Receipts))]
    public void A_change_of_structure_is_taken_exactly_when_all_that_is_required_is_still_there(string name)
    {
        var wrong = new List<string>();
        foreach (var mutation in Mutations.OfStructure(Bytes(name)))
        {
            var (what, element) = (mutation.What.Split(':')[0], mutation.Names[0]);
            var reading = Read(mutation.Envelope);
            var isExpected = what switch
            {
                "swap" or "qualify" or "precede by text" => true,
                // Of two that differ in nothing the first is as good as the second; of a transfer a second one is another transfer.
                "repeat" => true,
                "nest" => !Essential.Contains(element),
                // One of the two is left, and whether it adds up is not for the reader to say.
                _ when element == "transfer" => mutation.Envelope.Descendants("transfer").Any(),
                _ => Optional.Contains(element) || mutation.What.EndsWith("transfer/companyName", StringComparison.Ordinal),
            };
            if (reading.IsOk != isExpected)
                wrong.Add($"{mutation.What}: {reading.Error?.Description.ToString() ?? "taken"}");
            if (reading.IsOk && reading.Deviations.Count == 0 && Schemas.ErrorOfEnvelope(mutation.Envelope) is not null && what != "remove")
                wrong.Add($"{mutation.What}: taken without a word");
        }
        wrong.ShouldBeEmpty(string.Join('\n', wrong));
    }

    [Theory, MemberData(nameof(Receipts))]
    public void Another_value_is_refused_only_where_money_or_identity_depends_on_it(string name)
    {
        var (taken, refused, wrong) = (0, 0, new List<string>());
        foreach (var mutation in Mutations.OfValues(Bytes(name)))
        {
            var reading = Read(mutation.Envelope);
            if (reading.IsOk)
                taken++;
            else if (Essential.Contains(mutation.Names[0]))
                refused++;
            else
                wrong.Add($"{mutation.What}: {reading.Error!.Description}");
            if (
                reading.IsOk
                && Schemas.ErrorOfEnvelope(mutation.Envelope) is not null
                && reading.Deviations.Count == 0
                && PaForNodeReader.ReadRequest(Encoding.UTF8.GetBytes(mutation.Envelope.ToString(SaveOptions.DisableFormatting))).Error
                    is { } strict
            )
                wrong.Add($"{mutation.What}: taken without a word, though {strict.Description}");
        }
        wrong.ShouldBeEmpty(string.Join('\n', wrong.Take(20)));
        taken.ShouldBeGreaterThan(0);
        refused.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Of_two_amounts_that_differ_nobody_knows_which_is_meant()
    {
        var document = Schemas.Parse(Bytes("send-rt-v2-request"));
        document.Descendants("paymentAmount").Single().AddAfterSelf(new XElement("paymentAmount", "1.00"));

        Read(document).Error.ShouldNotBeNull().Description.ToString().ShouldContain("paymentAmount");
    }

    /// <summary>TARI/TEFA: within the transfer by the answer of 2026, outside the list by the sample of 2023 (pagopa-api 905).</summary>
    [Theory]
    [InlineData("receipt", "after transferList")]
    [InlineData("transferList", "in transferList")]
    public void Metadata_of_TARI_and_TEFA_are_read_wherever_they_stand(string parent, string where)
    {
        var metadata = XElement.Parse(
            "<metadata><mapEntry><key>DatiTARI</key><value>85.00</value></mapEntry>"
                + "<mapEntry><key>DatiTEFA</key><value>15.00</value></mapEntry></metadata>"
        );
        var document = Schemas.Parse(Bytes("send-rt-v2-request"));
        foreach (var own in document.Descendants("metadata").Where(m => m.Parent!.Name == "receipt").ToList())
            own.Remove();
        if (parent == "receipt")
            document.Descendants("transferList").Single().AddAfterSelf(metadata);
        else
            document.Descendants("transferList").Single().Add(metadata);

        var reading = Read(document);

        reading.Error.ShouldBeNull(where);
        ((SendRtRequest)reading.Request!).Receipt.Metadata.ShouldBe([new("DatiTARI", "85.00"), new("DatiTEFA", "15.00")], where);
    }

    [Fact]
    public void A_receipt_is_read_as_a_file_in_every_form_it_comes_in()
    {
        var envelope = Bytes("send-rt-v2-request");
        var request = Schemas.Parse(envelope).Descendants().First(e => e.Name.LocalName == "paSendRTV2Request");
        var receipt = request.Element("receipt")!;

        foreach (var form in new[] { envelope, Encoding.UTF8.GetBytes(request.ToString()), Encoding.UTF8.GetBytes(receipt.ToString()) })
        {
            var reading = TolerantReceiptReader.ReadReceipt(form);

            reading.Receipt.ShouldBe(Samples.ReceiptV2);
            reading.Deviations.ShouldBeEmpty();
        }
        TolerantReceiptReader
            .ReadReceipt("<RT xmlns=\"http://www.digitpa.gov.it/schemas/2011/Pagamenti/\"/>"u8.ToArray())
            .Error.ShouldNotBeNull()
            .Description.ToString()
            .ShouldContain("RT");
    }

    [Fact]
    public void What_is_no_receipt_is_refused_and_nothing_is_thrown()
    {
        string[] hostile =
        [
            "",
            "x",
            "<a/>",
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            $"{string.Concat(Enumerable.Repeat("<a>", 5000))}",
            $"<receipt>{string.Concat(Enumerable.Repeat("<a/>", 30_000))}</receipt>",
            "<Envelope/>",
            "<Envelope><Body/></Envelope>",
            "<Envelope><Body><paSendRTReq/></Body></Envelope>",
            "<receipt/>",
        ];
        foreach (var text in hostile)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            TolerantReceiptReader.ReadReceipt(bytes).Error.ShouldNotBeNull();
            TolerantReceiptReader.ReadRequest(bytes).Error.ShouldNotBeNull();
            MessageGlimpse.Of(bytes).Organization.ShouldBeNull();
        }
    }

    /// <summary>Wherever a message breaks off, what was said before can be seen.</summary>
    [Fact]
    public void A_glimpse_of_a_message_that_breaks_off_shows_what_came_before()
    {
        var whole = Encoding.UTF8.GetString(Bytes("send-rt-v2-request"));
        for (var length = 0; length <= whole.Length; length += 7)
        {
            var seen = MessageGlimpse.Of(Encoding.UTF8.GetBytes(whole[..length]));

            (seen.Organization ?? Samples.Ente).ShouldBe(Samples.Ente);
            (seen.NoticeNumber ?? Samples.Notice).ShouldBe(Samples.Notice);
            (seen.AmountCents ?? 11_600).ShouldBe(11_600);
        }
        MessageGlimpse.Of(Encoding.UTF8.GetBytes(whole)).ShouldBe(MessageGlimpse.Of(Encoding.UTF8.GetBytes(whole[..^200])));
        MessageGlimpse
            .Of(Encoding.UTF8.GetBytes(whole))
            .ShouldSatisfyAllConditions(g => g.IsReceipt.ShouldBeTrue(), g => g.ReceiptId.ShouldBe(Samples.ReceiptV2.ReceiptId));
        MessageGlimpse.Of(PaForNodeClientWriter.Write(Samples.Verify)).IsReceipt.ShouldBeFalse();
    }

    private static PaRequestReading Read(XDocument envelope) =>
        TolerantReceiptReader.ReadRequest(Encoding.UTF8.GetBytes(envelope.ToString(SaveOptions.DisableFormatting)));

    private static byte[] Bytes(string name) => PaForNodeClientWriter.Write(Samples.Requests[name]);
}
