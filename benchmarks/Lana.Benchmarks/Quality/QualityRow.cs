namespace Lana.Benchmarks.Quality;

/// <summary>One family of operations.</summary>
/// <param name="Family">Its name.</param>
/// <param name="Losses">The median normalised loss after an epoch, for each factor.</param>
/// <param name="Shipped">The same at the shipped rate.</param>
/// <param name="ShippedFactor">The factor that is shipped.</param>
internal sealed record QualityRow(string Family, IReadOnlyList<double> Losses, double Shipped, double ShippedFactor)
{
    public override string ToString() =>
        $"{Family}: {string.Join(" ", Losses.Select(loss => $"{loss:F4}"))} shipped {ShippedFactor} {Shipped:F4}";
}
