using System.Text;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;

namespace PagoDigitale.Api.Tests.RefusedMessages;

/// <summary>Messages of the node that cannot be taken, and what becomes of them.</summary>
internal static class Unreadable
{
    /// <summary>Identifiers of no message: one well formed, one not.</summary>
    public static readonly string[] Missing = ["rfm_00000000000000000000000000", "rfm_nothing"];

    /// <summary>A question that breaks the schema of the node.</summary>
    public static string BrokenQuestion(OrganizationRow organization) =>
        Encoding
            .UTF8.GetString(PaForNodeClientWriter.Write(Requests.Verify(organization, "302000000000000184")))
            .Replace("</qrCode>", "</qrCode><x/>", StringComparison.Ordinal);

    /// <summary>A receipt of so many cents whose transfers are more, as the organization finds it.</summary>
    public static async Task<RefusedMessage> RefuseAsync(this NodeFixture f, OrganizationRow organization, int cents = 1)
    {
        var receipt = Requests.Receipt(organization, "302000000000000184", 100 + cents) with { AmountCents = cents };
        (await f.SendReceiptAsync(organization, receipt)).FaultCode.ShouldBe(PaFaultCodes.Semantica);
        return (await f.Api.Admin.RefusedMessages.ListAsync(organization.Code)).Items.Single(r => r.Iur == receipt.ReceiptId);
    }

    /// <summary>What is no message at all, as whoever runs the platform finds it.</summary>
    public static async Task<RefusedMessage> NoiseAsync(this NodeFixture f)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        await f.Node.SendAsync(organization.Station, "noise"u8.ToArray());
        return await f
            .Api.Admin.RefusedMessages.ListAllPlatformRefusedMessagesAsync(new() { Kind = ["unknown"] })
            .FirstAsync(r => r.Source == organization.Station);
    }
}
