namespace Lana.Import.Onnx;

/// <summary>The models of the contributors' folder that others exported.</summary>
internal static class SharedModels
{
    private static readonly Dictionary<string, SpatialSize?> Sizes = new(StringComparer.Ordinal)
    {
        ["generated/densenet.onnx"] = null,
        ["generated/efficientnet.onnx"] = null,
        ["generated/mobilenet_v2.onnx"] = null,
        ["generated/resnet_basic.onnx"] = null,
        ["generated/resnet_norms_kept.onnx"] = null,
        ["generated/shufflenet_v2.onnx"] = null,
        ["generated/unet.onnx"] = null,
        ["published/ch_PP-OCRv4_det_infer.onnx"] = new SpatialSize(64, 96),
        ["published/ch_ppocr_mobile_v2.0_cls_infer.onnx"] = new SpatialSize(48, 192),
        ["published/face_detection_front_128x128_barracuda.onnx"] = null,
        ["published/mlsd_320x320_tiny.onnx"] = null,
    };

    public static TheoryData<string> All => [.. Sizes.Keys];

    /// <summary>Those whose operators can all be trained.</summary>
    public static TheoryData<string> Trainable => [.. Sizes.Keys.Where(name => !name.Contains("mlsd", StringComparison.Ordinal))];

    public static string PathOf(string name) => SharedFiles.Require(["models", .. name.Split('/')]);

    /// <summary>The size of images where the file leaves it open.</summary>
    public static SpatialSize? SizeOf(string name) => Sizes[name];

    /// <summary>How a model is imported.</summary>
    public static OnnxImportOptions OptionsOf(string name) => new() { Size = SizeOf(name) };
}
