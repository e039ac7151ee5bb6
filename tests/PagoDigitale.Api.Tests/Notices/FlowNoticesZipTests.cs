using System.IO.Compression;
using Microsoft.Extensions.Logging.Abstractions;
using PagoDigitale.Api.Features.Notices;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Documents.Notices;
using PagoDigitale.Platform.Processor;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Notices;

public sealed class FlowNoticesZipTests : IDisposable
{
    private readonly BackgroundThreads _threads = new(new CallsUnderWay(), TimeProvider.System);

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_zip_that_breaks_off_cannot_be_taken_for_a_whole_one()
    {
        using var output = new MemoryStream();

        await Should.ThrowAsync<IOException>(() => Zip().WriteAsync(RowsThatBreakOff(), output, CancellationToken.None));

        output.Length.ShouldBeGreaterThan(0);
        Should.Throw<InvalidDataException>(() => new ZipArchive(new MemoryStream(output.ToArray())));
    }

    [Fact]
    public async Task The_same_rows_at_the_same_instant_give_the_same_bytes()
    {
        using var first = new MemoryStream();
        using var second = new MemoryStream();

        await Zip().WriteAsync(Rows(5), first, CancellationToken.None);
        await Zip().WriteAsync(Rows(5), second, CancellationToken.None);

        second.ToArray().ShouldBe(first.ToArray());
        await using var zip = new ZipArchive(first);
        zip.Entries.Select(e => e.LastWriteTime.DateTime).ShouldAllBe(t => t == new DateTime(2026, 11, 21, 9, 0, 0));
    }

    public void Dispose() => _threads.Dispose();

    private FlowNoticesZip Zip() =>
        new(
            new NoticeRenderer(),
            new NoticeIssuer("01234567897", "Comune di Prova", null, [], null, null),
            _threads,
            Now,
            NullLogger<FlowNoticesZip>.Instance
        );

    private static async IAsyncEnumerable<NoticeRow> Rows(int count)
    {
        for (var i = 0; i < count; i++)
            yield return new NoticeRow
            {
                InstalmentId = Guid.Empty,
                PositionId = Guid.Empty,
                NoticeNumber = $"30100000000000000{i}",
                Iuv = $"0100000000000000{i}",
                State = InstalmentState.Unpaid,
                AmountCents = 100,
                Index = 1,
                LastIndex = 1,
                PositionDescription = "TARI 2026",
                DebtorFiscalCode = "RSSMRA80A01H501U",
                DebtorName = "Mario Rossi",
                CreatedAt = Now,
                IsPayableAfterDueDate = true,
            };
        await Task.CompletedTask;
    }

    private static async IAsyncEnumerable<NoticeRow> RowsThatBreakOff()
    {
        await foreach (var row in Rows(5))
            yield return row;
        throw new IOException("The database went away.");
    }
}
