namespace Lana.Benchmarks.Quality;

/// <summary>One family of operations.</summary>
/// <param name="Family">Its name.</param>
/// <param name="Losses">The median normalised loss after an epoch, for each setting.</param>
internal sealed record QualityRow(string Family, IReadOnlyList<double> Losses)
{
    public override string ToString() => $"{Family}: {string.Join(" ", Losses.Select(loss => $"{loss:F4}"))}";
}
