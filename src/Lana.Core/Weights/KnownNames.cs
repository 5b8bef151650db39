namespace Lana.Weights;

/// <summary>The tables of the known <see cref="WeightMap"/>s. ResNets need none.</summary>
internal static class KnownNames
{
    // Behind the first stage, which has one block.
    private static readonly int[] MobileNetV2Repeats = [2, 3, 4, 3, 3, 1];

    // The first stage expands nothing, so its convolutions are numbered one lower: its rows come first.
    public static IEnumerable<(string Theirs, string Ours)> TorchvisionEfficientNet =>
    [
        ("features.0.0", "conv_stem"),
        ("features.0.1", "bn1"),
        ("features.1.{r}.block.0.0", "blocks.0.{r}.conv_dw"),
        ("features.1.{r}.block.0.1", "blocks.0.{r}.bn1"),
        ("features.1.{r}.block.1.fc1", "blocks.0.{r}.se.conv_reduce"),
        ("features.1.{r}.block.1.fc2", "blocks.0.{r}.se.conv_expand"),
        ("features.1.{r}.block.2.0", "blocks.0.{r}.conv_pw"),
        ("features.1.{r}.block.2.1", "blocks.0.{r}.bn2"),
        ("features.{s+1}.{r}.block.0.0", "blocks.{s}.{r}.conv_pw"),
        ("features.{s+1}.{r}.block.0.1", "blocks.{s}.{r}.bn1"),
        ("features.{s+1}.{r}.block.1.0", "blocks.{s}.{r}.conv_dw"),
        ("features.{s+1}.{r}.block.1.1", "blocks.{s}.{r}.bn2"),
        ("features.{s+1}.{r}.block.2.fc1", "blocks.{s}.{r}.se.conv_reduce"),
        ("features.{s+1}.{r}.block.2.fc2", "blocks.{s}.{r}.se.conv_expand"),
        ("features.{s+1}.{r}.block.3.0", "blocks.{s}.{r}.conv_pwl"),
        ("features.{s+1}.{r}.block.3.1", "blocks.{s}.{r}.bn3"),
        ("features.8.0", "conv_head"),
        ("features.8.1", "bn2"),
        ("classifier.1", "classifier"),
    ];

    public static IEnumerable<(string Theirs, string Ours)> TimmMobileNetV2 =>
    [
        ("conv_stem", "features.0.0"),
        ("bn1", "features.0.1"),
        ("blocks.0.0.conv_dw", "features.1.conv.0.0"),
        ("blocks.0.0.bn1", "features.1.conv.0.1"),
        ("blocks.0.0.conv_pw", "features.1.conv.1"),
        ("blocks.0.0.bn2", "features.1.conv.2"),
        .. MobileNetV2Blocks.SelectMany(block => new[]
        {
            ($"blocks.{block.Timm}.conv_pw", $"features.{block.Torchvision}.conv.0.0"),
            ($"blocks.{block.Timm}.bn1", $"features.{block.Torchvision}.conv.0.1"),
            ($"blocks.{block.Timm}.conv_dw", $"features.{block.Torchvision}.conv.1.0"),
            ($"blocks.{block.Timm}.bn2", $"features.{block.Torchvision}.conv.1.1"),
            ($"blocks.{block.Timm}.conv_pwl", $"features.{block.Torchvision}.conv.2"),
            ($"blocks.{block.Timm}.bn3", $"features.{block.Torchvision}.conv.3"),
        }),
        ("conv_head", "features.18.0"),
        ("bn2", "features.18.1"),
        ("classifier", "classifier.1"),
    ];

    // timm counts blocks stage by stage, torchvision straight through.
    private static IEnumerable<(string Timm, string Torchvision)> MobileNetV2Blocks => MobileNetV2Repeats
        .SelectMany((blocks, stage) => Enumerable.Range(0, blocks).Select(block => $"{stage + 1}.{block}"))
        .Select((timm, place) => (timm, (place + 2).ToString(CultureInfo.InvariantCulture)));
}
