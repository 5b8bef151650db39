using Lana.Candidates;

namespace Lana.Pool;

/// <summary>How the operations of one layer fared.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Trained">Operations that can be used.</param>
/// <param name="LeftOut">Operations that failed or were dropped.</param>
/// <param name="InitialLoss">Losses of the trained at the beginning; null where none was trained.</param>
/// <param name="FinalLoss">Their losses at the end; null where none was trained.</param>
/// <param name="Best">The operation whose final loss is the least; null where none was trained.</param>
public sealed record PoolLayerDescription(
    string Layer, int Trained, int LeftOut, Spread<double>? InitialLoss, Spread<double>? FinalLoss, string? Best)
{
    internal static PoolLayerDescription Of(string layer, IReadOnlyList<PoolEntry> entries)
    {
        var trained = entries.Where(entry => entry.IsTrained).ToList();
        var best = trained.OrderBy(entry => entry.FinalLoss).ThenBy(entry => entry.Key.Operation, StringComparer.Ordinal);
        return new PoolLayerDescription(
            layer,
            trained.Count,
            entries.Count - trained.Count,
            LossesOf(trained, entry => entry.InitialLoss),
            LossesOf(trained, entry => entry.FinalLoss),
            best.FirstOrDefault()?.Key.Operation);
    }

    private static Spread<double>? LossesOf(List<PoolEntry> entries, Func<PoolEntry, double> value) =>
        entries.Count == 0 ? null : Spread.Of(entries.Select(value));
}
