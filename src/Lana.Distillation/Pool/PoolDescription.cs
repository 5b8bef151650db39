using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lana.Candidates;

namespace Lana.Pool;

/// <summary>How the operations of a pool fared, layer by layer.</summary>
/// <param name="Layers">One row per layer, by name.</param>
public sealed record PoolDescription(ImmutableArray<PoolLayerDescription> Layers)
{
    /// <summary>The table as text, one line per layer.</summary>
    /// <returns>Columns: layer, trained, left out, initial and final loss as minimum, median and maximum, the best
    /// operation.</returns>
    public override string ToString()
    {
        var width = Layers.Select(layer => layer.Layer.Length).Append("layer".Length).Max();
        var text = new StringBuilder(Line(
            width, "layer", "trained", "left out", "initial (min, median, max)", "final (min, median, max)", "best"));
        foreach (var layer in Layers)
        {
            text.AppendLine().Append(Line(
                width, layer.Layer, layer.Trained, layer.LeftOut, Text(layer.InitialLoss), Text(layer.FinalLoss), layer.Best));
        }

        return text.ToString();
    }

    private static string? Text(Spread<double>? losses) => losses?.ToString("G4", CultureInfo.InvariantCulture);

    private static string Line(int width, string layer, params object?[] cells) => string.Create(
        CultureInfo.InvariantCulture,
        $"{layer.PadRight(width)}  {cells[0],7}  {cells[1],8}  {cells[2] ?? "–",-28}  {cells[3] ?? "–",-28}  {cells[4] ?? "–"}");
}
