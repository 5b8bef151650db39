namespace Lana.Models;

/// <summary>The blocks of EfficientNets, by the names of their parts in timm.</summary>
internal enum EfficientNetBlock
{
    /// <summary>One convolution: <c>conv</c>.</summary>
    Plain,

    /// <summary>A fused inverted residual: <c>conv_exp</c>, <c>conv_pwl</c>.</summary>
    Fused,

    /// <summary>An inverted residual with squeeze-excite: <c>conv_pw</c>, <c>conv_dw</c>, <c>conv_pwl</c>.</summary>
    Inverted,
}

/// <summary>A row of an EfficientNet's table.</summary>
internal readonly record struct EfficientNetStage(
    EfficientNetBlock Block, int Expansion, int Kernel, int Stride, int Channels, int Repeats);
