using System.Diagnostics;
using System.Text;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Node.Soap;
using PagoDigitale.Node.Tests.Support;

namespace PagoDigitale.Node.Tests.Soap;

/// <summary>Every reader answers an attack with an error, soon.</summary>
public sealed class HostileXmlTests
{
    private const string Envelope = "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">";
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("<!DOCTYPE x>")]
    [InlineData("<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/evil.dtd\">")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>")]
    public void A_DTD_is_refused_by_name(string dtd)
    {
        foreach (var error in Errors(Bytes($"{dtd}{Envelope}<s:Body>&e;</s:Body></s:Envelope>")))
            error.Description.ToString().ShouldContain("DTD");
    }

    [Fact]
    public void An_undeclared_entity_is_refused() => Errors(Bytes($"{Envelope}<s:Body>&e;</s:Body></s:Envelope>"));

    [Theory]
    [InlineData("utf-7")]
    [InlineData("x-unknown")]
    [InlineData("utf-32")]
    [InlineData("")]
    public void An_encoding_that_is_unknown_or_untrue_is_refused(string name) =>
        Errors(Bytes($"""<?xml version="1.0" encoding="{name}"?>{Envelope}<s:Body/></s:Envelope>"""));

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused() =>
        Errors([.. Bytes($"{Envelope}<s:Body>"), 0xc3, 0x28, 0xff, .. Bytes("</s:Body></s:Envelope>")]);

    [Fact]
    public void A_hundred_thousand_attributes_or_namespaces_are_refused_or_read_soon()
    {
        var attributes = string.Concat(Enumerable.Range(0, 100_000).Select(n => $" a{n}='1'"));
        var namespaces = string.Concat(Enumerable.Range(0, 60_000).Select(n => $" xmlns:n{n}='u'"));

        Errors(Bytes($"{Envelope}<s:Body><a{attributes}/></s:Body></s:Envelope>"));
        Errors(Bytes($"{Envelope}<s:Body><a{namespaces}/></s:Body></s:Envelope>"));
    }

    [Fact]
    public void Garbage_of_ten_megabytes_is_refused()
    {
        var garbage = new byte[10_000_000];
        new Random(7).NextBytes(garbage);

        Errors(garbage);
        Errors(new byte[10_000_000]);
        Errors(Bytes(new string('<', 10_000_000)));
    }

    [Fact]
    public void A_message_of_ten_megabytes_is_refused()
    {
        var text = new string('x', 10_000_000);

        Errors(Bytes($"{Envelope}<s:Header>{text}</s:Header><s:Body/></s:Envelope>"));
        Request($"<idPA>{text}</idPA>").ShouldNotBeNull();
        Request($"<idPA>{string.Concat(Enumerable.Repeat("<![CDATA[a]]>", 700_000))}</idPA>").ShouldNotBeNull();
    }

    [Fact]
    public void Nesting_of_a_hundred_thousand_is_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("<a>", 100_000));

        Errors(Bytes(nested));
        foreach (var error in new[] { Request(nested), Request($"<idPA>{nested}"), Header(nested) })
            error.ShouldNotBeNull();
        Header(nested).ShouldNotBeNull().Description.ToString().ShouldContain("nested");
    }

    [Fact]
    public void A_message_cut_anywhere_is_refused()
    {
        foreach (var request in Samples.Requests.Values)
        {
            var xml = PaForNodeClientWriter.Write(request);
            for (var length = 0; length < xml.Length; length++)
                PaForNodeReader.ReadRequest(xml.AsMemory(0, length)).Error.ShouldNotBeNull();
        }
    }

    [Fact]
    public void Spoiled_messages_never_throw()
    {
        const int Seed = 20261121;
        var random = new Random(Seed);
        byte[][] valid =
        [
            .. Samples.Requests.Values.Select(PaForNodeClientWriter.Write),
            .. Samples.Responses.Values.Select(PaForNodeWriter.Write),
            FlussoRiversamentoWriter.Write(FlussoSamples.Header, FlussoSamples.Rows),
        ];
        for (var round = 0; round < 6_000; round++)
        {
            var spoiled = Spoil(valid[round % valid.Length], random);
            Should.NotThrow(() => ReadAll(spoiled), $"seed {Seed}, round {round}");
        }
    }

    private static byte[] Spoil(byte[] valid, Random random)
    {
        var bytes = new List<byte>(valid);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = (byte)"<>&/\"'!?[]0 \n"[random.Next(13)];
                    break;
                case 2:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                case 4:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)'9', length));
                    break;
                default:
                    bytes.Reverse(at, length);
                    break;
            }

            if (bytes.Count == 0)
                bytes.Add((byte)'<');
        }

        return [.. bytes];
    }

    private static void ReadAll(byte[] xml)
    {
        var request = PaForNodeReader.ReadRequest(xml);
        (request.Request is null).ShouldBe(request.Error is not null);
        var response = PaForNodeClientReader.ReadResponse(xml);
        (response.Response is null).ShouldBe(response.Error is not null);
        var flusso = FlussoRiversamentoReader.Read(xml);
        (flusso.Header is null).ShouldBe(flusso.Error is not null);
    }

    private static WireError[] Errors(byte[] xml)
    {
        var watch = Stopwatch.StartNew();
        WireError?[] errors =
        [
            PaForNodeReader.ReadRequest(xml).Error,
            PaForNodeClientReader.ReadResponse(xml).Error,
            FlussoRiversamentoReader.Read(xml).Error,
        ];
        watch.Elapsed.ShouldBeLessThan(Soon);
        return [.. errors.Select(error => error.ShouldNotBeNull())];
    }

    private static WireError? Request(string message) =>
        PaForNodeReader
            .ReadRequest(
                Bytes(
                    $"{Envelope}<s:Body>"
                        + $"""<v:paVerifyPaymentNoticeReq xmlns:v="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">{message}"""
                )
            )
            .Error;

    private static WireError? Header(string header) => PaForNodeReader.ReadRequest(Bytes($"{Envelope}<s:Header>{header}")).Error;

    private static byte[] Bytes(string xml) => Encoding.UTF8.GetBytes(xml);
}
