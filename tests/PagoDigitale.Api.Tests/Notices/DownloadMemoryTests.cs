using System.IO.Compression;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Notices;

[Collection(nameof(MemoryOfTheProcess))]
public sealed class DownloadMemoryTests(OneApi one) : IClassFixture<OneApi>
{
    /// <summary>Less than half of the archive.</summary>
    private const long GrowthMax = 30 * 1024 * 1024;
    private const long LookEvery = 8 * 1024 * 1024;

    private readonly IFlowsClient _flows = one.Api.Admin.Flows;

    [Fact]
    public async Task Two_thousand_notices_stream_in_flat_memory()
    {
        const int count = 2_000;
        var rows = await NoticeRows.CreateAsync(one.Api);
        var flow = await rows.AddFlowAsync();
        await rows.AddManyAsync(flow.Id, count);
        // Fonts, plans and connections are there for good: they are brought in before memory is looked at.
        var warm = await rows.AddFlowAsync();
        await rows.AddManyAsync(warm.Id, 10, firstRow: count + 1);
        using (var file = await _flows.DownloadNoticesAsync(rows.Organization, warm.PublicId))
            await file.ReadBytesAsync();
        var path = Path.GetTempFileName();
        try
        {
            var growth = await DownloadAsync(rows.Organization, flow.PublicId, path);

            new FileInfo(path).Length.ShouldBeGreaterThan(2 * GrowthMax);
            growth.ShouldBeLessThan(GrowthMax);
            await using var zip = await ZipFile.OpenReadAsync(path);
            zip.Entries.Select(e => e.FullName).Distinct().Count().ShouldBe(count);
            await using var last = zip.Entries[^1].Open();
            using var page = new MemoryStream();
            await last.CopyToAsync(page);
            PrintedNotice.QrCode(page.ToArray()).ShouldEndWith($"|{rows.Organization}|{100 + count}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Returns by how much the live memory of server and client together rose above what it was before the request.</summary>
    private async Task<long> DownloadAsync(string organization, string flow, string path)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var file = await _flows.DownloadNoticesAsync(organization, flow);
        await using var saved = File.Create(path);
        var buffer = new byte[64 * 1024];
        long most = 0,
            next = 0;
        for (int length; (length = await file.Stream.ReadAsync(buffer)) > 0; )
        {
            await saved.WriteAsync(buffer.AsMemory(0, length));
            if (saved.Position < next)
                continue;
            // Where memory does not come to rest, each look takes twenty collections.
            next += LookEvery;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        return most;
    }
}
