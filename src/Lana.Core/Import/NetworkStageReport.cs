namespace Lana.Import;

/// <summary>The place of one stage in a <see cref="NetworkSplit"/>.</summary>
/// <param name="Name">The stage's name, for example <c>features.3</c>.</param>
/// <param name="Modules">The types of its modules, for example <c>Conv2d, BatchNorm2d, ReLU</c>.</param>
/// <param name="Input">The shape of its input, [C, H, W]; null after a stage that was refused.</param>
/// <param name="Output">The shape of its output, [C, H, W]; null if it is unknown.</param>
/// <param name="Place">Its place in the network.</param>
/// <param name="Reason">The reason, as the end of a sentence, for example <c>it pools all positions into one</c>.</param>
public sealed record NetworkStageReport(
    string Name, string Modules, FeatureShape? Input, FeatureShape? Output, StagePlace Place, string Reason)
{
    /// <summary>The number of operations of <see cref="Candidates.SearchSpace.Full"/> that can replace the layer that
    /// begins here, without the teacher's own; 0 for a stage that does not begin a layer.</summary>
    public int Operations { get; init; }

    /// <summary>Gets a value that indicates whether a layer begins here that operations can replace.</summary>
    public bool IsReplaceable => Operations > 0;
}
