using PagoDigitale.NodeSimulator.Node;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Payments;

internal static class PaymentEndpoints
{
    public static void MapPayments(this WebApplication app)
    {
        app.MapPost(
            "/payments",
            async (PaymentOrder order, PayNotices payNotices, CancellationToken cancellationToken) =>
            {
                var problems = PaymentOrderCheck.Problems(order);
                return problems.Count > 0
                    ? Results.ValidationProblem(problems)
                    : Results.Ok(await payNotices.RunAsync(order, cancellationToken));
            }
        );
        app.MapPost(
            "/receipts/release",
            async (string? organization, Book book, StationClient client, CancellationToken cancellationToken) =>
            {
                var steps = new List<ReleasedReceipt>();
                foreach (var held in book.HeldFor(organization))
                {
                    var delivery = await client.AskAsync(held.Station, held.Operation, held.Envelope, cancellationToken);
                    // What the station did not take is kept for the next release.
                    if (delivery.Outcome is DeliveryOutcome.Ok or DeliveryOutcome.Ko)
                        book.Release(held);
                    steps.Add(new(held.ReceiptId, held.NoticeNumber, Step.Of(delivery)));
                }
                book.Save();
                return Results.Ok(new { items = steps });
            }
        );
    }
}

public sealed record ReleasedReceipt(string ReceiptId, string NoticeNumber, Step Step);
