namespace PagoDigitale.Api.Features.BankStatements.Door;

/// <summary>
/// What reversali have to do with movements: which have booked what a movement brought, which movement a reversale names, and
/// what stornos took back of it. Answered by <c>Reversali</c>.
/// </summary>
public interface IBookedMovements
{
    /// <summary>
    /// The reversali that have booked what a movement brought: its flow has all its money, or would have it if no
    /// storno had taken back a part since. Debits come off again, and so does what came after them and has not made the flow up.
    /// </summary>
    Task<List<BookedReversale>> OfMovementAsync(Guid movement, CancellationToken ct);

    /// <summary>
    /// The first of the reversali that have booked what movements of a statement brought, also of a flow whose money
    /// another movement brings with it and of one that a storno took back afterwards, or have the provvisorio it gave.
    /// </summary>
    Task<List<BookedReversale>> OfStatementAsync(Guid statement, int max, CancellationToken ct);

    /// <summary>Movements were linked to these flows or taken off them: a reversale names the one that brought its money.</summary>
    Task NameMovementsAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct);

    /// <summary>Movements have a provvisorio that they lacked.</summary>
    Task NameProvvisoriAsync(IReadOnlyCollection<Guid> movements, CancellationToken ct);

    /// <summary>
    /// Keeps stornos with the reversali that had booked the money, while the credits are still linked: what they had paid out
    /// tells which. The reversali of each debit.
    /// </summary>
    /// <param name="flow">The flow that loses a part; null when the whole credit is taken back.</param>
    Task<ILookup<Guid, Guid>> TakeBackAsync(IReadOnlyCollection<Storno> stornos, Guid? flow, CancellationToken ct);

    /// <summary>It was no storno, or not of this credit.</summary>
    Task ForgetStornosAsync(IReadOnlyCollection<Guid> movements, CancellationToken ct);
}
