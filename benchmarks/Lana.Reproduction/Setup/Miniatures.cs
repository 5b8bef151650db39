namespace Lana.Reproduction.Setup;

/// <summary>The families of the paper, and ResNet for CIFAR with its public weights.</summary>
internal static class Miniatures
{
    public static IReadOnlyList<Miniature> All { get; } =
    [
        new(
            "v1",
            "EfficientNet V1",
            "efficientnet_b4",
            ["efficientnet_b0", "efficientnet_b1", "efficientnet_b2", "efficientnet_b3"],
            "efficientnet_b1"),
        new(
            "v2",
            "EfficientNet V2",
            "tf_efficientnetv2_b3",
            ["tf_efficientnetv2_b0", "tf_efficientnetv2_b1", "tf_efficientnetv2_b2"],
            "tf_efficientnetv2_b1"),
        new("resnest", "ResNeSt", "resnest50d", ["resnest14d", "resnest26d"], "resnest26d"),
        new("resnet56", "ResNet for CIFAR", "resnet56", ["resnet20"], "resnet20")
        {
            IsPublished = true,
        },
    ];

    public static Miniature Find(string name) => All.FirstOrDefault(family => family.Name == name)
        ?? throw new ArgumentException(
            $"There is no family '{name}': use {string.Join(", ", All.Select(family => family.Name))}.");
}
