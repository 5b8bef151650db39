namespace Lana.Candidates;

/// <summary>A description of a search space for a network, before anything is trained; its text has a row for each
/// layer.</summary>
/// <param name="SpacePower">The decimal logarithm of the number of networks that can be chosen.</param>
/// <param name="TrainedOperations">The number of candidates that have something to train.</param>
/// <param name="TrainingMacs">The multiply-accumulates of one pre-training image: the teacher once, every candidate forward and
/// backward (three times its forward pass).</param>
public sealed record SearchSpaceDescription(double SpacePower, int TrainedOperations, double TrainingMacs)
{
    internal ImmutableArray<SearchSpaceLayerDescription> Layers { get; init; } = [];

    /// <summary>The pre-training cost as a number of epochs of training the teacher, by MACs.</summary>
    /// <value>At least 1/3: the teacher's own forward passes.</value>
    public required double TeacherEpochs { get; init; }

    /// <summary>Formats the table, one line per layer and one for the whole.</summary>
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
