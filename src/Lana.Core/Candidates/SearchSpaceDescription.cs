namespace Lana.Candidates;

/// <summary>What a search space means for a network, before anything is trained.</summary>
/// <param name="Layers">One row per layer, in the network's order.</param>
/// <param name="SpacePower">The number of networks that can be chosen is 10 to this power.</param>
/// <param name="TrainedOperations">How many operations have something to train.</param>
/// <param name="TrainingMacs">Multiply-accumulates that one pre-training image costs: the teacher once, every operation
/// forward and backward (three times its forward pass).</param>
public sealed record SearchSpaceDescription(
    ImmutableArray<SearchSpaceLayerDescription> Layers, double SpacePower, int TrainedOperations, double TrainingMacs)
{
    /// <summary>The pre-training cost as a number of epochs of training the teacher, by MACs.</summary>
    /// <value>At least 1/3: the teacher's own forward passes.</value>
    public required double TeacherEpochs { get; init; }

    /// <summary>The table as text, one line per layer and one for the whole.</summary>
    /// <returns>Columns: layer, shapes, operations, parameters and MACs as minimum, median and maximum.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        var width = Math.Max("layer".Length, Layers.Max(layer => layer.Layer.Length));
        text.AppendLine(CultureInfo.InvariantCulture, $"{"layer".PadRight(width)}  operations  {"parameters (min, median, max)",-32}  MACs (min, median, max)");
        foreach (var layer in Layers)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"{layer.Layer.PadRight(width)}  {layer.Operations,10}  {layer.Parameters,-32}  {layer.Macs}");
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"10^{SpacePower:F1} networks, {TrainedOperations} operations to train, at the cost of {TeacherEpochs:F1} epochs of the teacher");
        return text.ToString();
    }
}
