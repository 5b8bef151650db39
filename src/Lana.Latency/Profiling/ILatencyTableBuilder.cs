using Lana.Tables;

namespace Lana.Profiling;

/// <summary>Measures the table of a teacher and a search space on this device.</summary>
public interface ILatencyTableBuilder
{
    /// <summary>Measures every operation of the search space in every layer it fits, and the teacher as a whole.</summary>
    /// <param name="teacher">The teacher; times do not depend on weights, so its definition is enough.</param>
    /// <param name="searchSpace">The candidates.</param>
    /// <param name="path">The file in which the table is saved while it grows, and from which it continues; null to
    /// keep the table only in memory.</param>
    /// <param name="progress">Receives finished measurements, with the time left; null disables reports.</param>
    /// <param name="cancellationToken">Stops within one run; finished measurements stay in <paramref name="path"/>.</param>
    /// <returns>The complete table.</returns>
    /// <exception cref="ForeignTableException">The file at <paramref name="path"/> is of another device or
    /// network.</exception>
    /// <exception cref="DamagedFileException">The file at <paramref name="path"/> is damaged.</exception>
    /// <exception cref="OutputException">The table cannot be written.</exception>
    /// <exception cref="Measurement.LatencyMeterException">An operation cannot be loaded or run; the message names
    /// it.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    Task<LatencyTable> BuildAsync(
        NetworkDefinition teacher,
        ISearchSpace searchSpace,
        string? path = null,
        IProgress<LanaProgress>? progress = null,
        CancellationToken cancellationToken = default);
}
