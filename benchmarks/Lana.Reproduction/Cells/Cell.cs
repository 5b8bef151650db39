using Lana.Reproduction.Setup;

namespace Lana.Reproduction.Cells;

/// <summary>One finished unit of work: a table's numbers for one family and seed.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Family">The family's name.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Scale">The scale of the experiments.</param>
/// <param name="Device">The processor.</param>
/// <param name="Cores">Its cores.</param>
/// <param name="At">The time at which it was finished.</param>
/// <param name="Seconds">The duration of the last process that worked on it.</param>
/// <param name="Result">The numbers.</param>
internal sealed record Cell<T>(
    string Table,
    string Family,
    ulong Seed,
    Scale Scale,
    string Device,
    int Cores,
    DateTimeOffset At,
    double Seconds,
    T Result);
