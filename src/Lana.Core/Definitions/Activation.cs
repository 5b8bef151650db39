namespace Lana.Definitions;

/// <summary>The elementwise function after a convolution or a norm.</summary>
public enum Activation
{
    /// <summary>No function: the values are unchanged.</summary>
    None,

    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x · σ(x), also called swish.</summary>
    Silu,

    /// <summary>x · Φ(x) with the normal distribution function Φ, exact.</summary>
    Gelu,

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>min(max(x, 0), 6).</summary>
    Relu6,

    /// <summary>min(max(x + 3, 0), 6) / 6: a piecewise linear sigmoid.</summary>
    HardSigmoid,

    /// <summary>x · min(max(x + 3, 0), 6) / 6: a piecewise linear SiLU.</summary>
    HardSwish,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>x · tanh(ln(1 + eˣ)).</summary>
    Mish,

    /// <summary>1.0507 · x if x is positive, otherwise 1.7581 · (eˣ − 1), with more digits.</summary>
    Selu,
}
