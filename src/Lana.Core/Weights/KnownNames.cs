namespace Lana.Weights;

/// <summary>The tables of the known <see cref="WeightMap"/>s. ResNets need none.</summary>
internal static class KnownNames
{
    // The blocks of the stages after the first, which has one block.
    private static readonly int[] MobileNetV2Repeats = [2, 3, 4, 3, 3, 1];

    // The first stage has no expansion, so its convolutions have lower numbers: its rows come first.
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

    // The first stage, which has no expansion, has squeeze-excite only in the small network.
    public static IEnumerable<(string Theirs, string Ours)> TimmMobileNetV3Large =>
        TimmMobileNetV3(firstHasSqueeze: false, [(2, false), (3, true), (4, false), (2, true), (3, true)]);

    public static IEnumerable<(string Theirs, string Ours)> TimmMobileNetV3Small =>
        TimmMobileNetV3(firstHasSqueeze: true, [(2, false), (3, true), (2, true), (3, true)]);

    public static IEnumerable<(string Theirs, string Ours)> HuggingFaceResNet =>
    [
        ("resnet.embedder.embedder.convolution", "conv1"),
        ("resnet.embedder.embedder.normalization", "bn1"),
        ("resnet.encoder.stages.{s}.layers.{r}.layer.{k}.convolution", "layer{s+1}.{r}.conv{k+1}"),
        ("resnet.encoder.stages.{s}.layers.{r}.layer.{k}.normalization", "layer{s+1}.{r}.bn{k+1}"),
        ("resnet.encoder.stages.{s}.layers.{r}.shortcut.convolution", "layer{s+1}.{r}.downsample.0"),
        ("resnet.encoder.stages.{s}.layers.{r}.shortcut.normalization", "layer{s+1}.{r}.downsample.1"),
        ("classifier.1", "fc"),
    ];

    private static IEnumerable<(string Theirs, string Ours)> TimmMobileNetV3(
        bool firstHasSqueeze, (int Repeats, bool HasSqueeze)[] stages)
    {
        var blocks = stages.SelectMany((stage, index) => Enumerable.Range(0, stage.Repeats)
            .Select(repeat => (Timm: $"blocks.{index + 1}.{repeat}", stage.HasSqueeze)));
        var last = $"features.{stages.Sum(stage => stage.Repeats) + 2}";
        return
        [
            ("conv_stem", "features.0.0"),
            ("bn1", "features.0.1"),
            .. Block(new TimmBlock("blocks.0.0", "features.1", IsExpanded: false, firstHasSqueeze)),
            .. blocks.SelectMany((block, index) => Block(new TimmBlock(
                block.Timm, $"features.{index + 2}", IsExpanded: true, block.HasSqueeze))),
            ($"blocks.{stages.Length + 1}.0.conv", $"{last}.0"),
            ($"blocks.{stages.Length + 1}.0.bn1", $"{last}.1"),
            ("conv_head", "classifier.0"),
            ("classifier", "classifier.3"),
        ];
    }

    private static IEnumerable<(string Theirs, string Ours)> Block(TimmBlock block)
    {
        string[] timm = block.IsExpanded ? ["conv_pw", "conv_dw", "se", "conv_pwl"] : ["conv_dw", "se", "conv_pw"];
        var place = 0;
        var norm = 1;
        foreach (var part in timm.Where(part => part != "se" || block.HasSqueeze))
        {
            var (theirs, ours) = (block.Timm, $"{block.Torchvision}.block.{place++}");
            if (part == "se")
            {
                yield return ($"{theirs}.se.conv_reduce", $"{ours}.fc1");
                yield return ($"{theirs}.se.conv_expand", $"{ours}.fc2");
            }
            else
            {
                yield return ($"{theirs}.{part}", $"{ours}.0");
                yield return ($"{theirs}.bn{norm++}", $"{ours}.1");
            }
        }
    }

    private readonly record struct TimmBlock(string Timm, string Torchvision, bool IsExpanded, bool HasSqueeze);

    // timm counts blocks stage by stage, torchvision consecutively.
    private static IEnumerable<(string Timm, string Torchvision)> MobileNetV2Blocks => MobileNetV2Repeats
        .SelectMany((blocks, stage) => Enumerable.Range(0, blocks).Select(block => $"{stage + 1}.{block}"))
        .Select((timm, place) => (timm, (place + 2).ToString(CultureInfo.InvariantCulture)));
}
