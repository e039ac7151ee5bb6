using System.IO.Compression;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Receipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.ReceiptArchives;

/// <summary>An organization, and archives of receipts for it.</summary>
public sealed record ArchiveScene(NodeFixture F, OrganizationRow Organization)
{
    public PagoDigitaleClient Client => F.Api.Admin;

    public string Code => Organization.Code;

    public static async Task<ArchiveScene> CreateAsync(NodeFixture f) => new(f, await f.Rows.AddOrganizationAsync());

    /// <summary>A receipt for a notice that is open here.</summary>
    public async Task<Receipt> ReceiptAsync() => Requests.Receipt(Organization, await F.Rows.AddNoticeAsync(Organization));

    public byte[] Xml(Receipt receipt) => PaForNodeClientWriter.Write(Requests.SendRt(Organization, receipt));

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var whole = new MemoryStream();
        using (var archive = new ZipArchive(whole, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        return whole.ToArray();
    }

    public Task<ReceiptArchive> UploadAsync(byte[] zip, string name = "ricevute.zip") =>
        Client.ReceiptArchives.UploadAsync(Code, name, new MemoryStream(zip));

    /// <summary>Uploaded, and all its files looked at.</summary>
    public async Task<ReceiptArchive> TakeAsync(params (string Name, byte[] Content)[] files)
    {
        var archive = await UploadAsync(Zip(files));
        await F.Api.RunJobsAsync();
        return await Client.ReceiptArchives.ReadAsync(Code, archive.Id);
    }

    public async Task<List<ReceiptArchiveFile>> FilesAsync(ReceiptArchive archive, params string[] outcome) =>
        [
            .. (
                await Client.ReceiptArchives.ListFilesAsync(
                    Code,
                    archive.Id,
                    new() { Outcome = outcome.Length == 0 ? null : outcome, Limit = 200 }
                )
            ).Items,
        ];
}
