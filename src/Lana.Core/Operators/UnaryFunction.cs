namespace Lana.Operators;

/// <summary>A function of one number.</summary>
public enum UnaryFunction
{
    /// <summary>max(x, 0).</summary>
    Relu,

    /// <summary>x if it is positive, otherwise α · x; α is 0.01 by default.</summary>
    LeakyRelu,

    /// <summary>x if it is positive, otherwise α · (eˣ − 1); α is 1 by default.</summary>
    Elu,

    /// <summary>1.0507 · x if x is positive, otherwise 1.7581 · (eˣ − 1), with more digits.</summary>
    Selu,

    /// <summary>x · σ(x), also called swish.</summary>
    Silu,

    /// <summary>x · min(max(x + 3, 0), 6) / 6.</summary>
    HardSwish,

    /// <summary>min(max(α · x + β, 0), 1); α is 1/6 and β 0.5 by default.</summary>
    HardSigmoid,

    /// <summary>σ(x) = 1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>ln(1 + eˣ).</summary>
    Softplus,

    /// <summary>x / (1 + |x|).</summary>
    Softsign,

    /// <summary>The error function.</summary>
    Erf,

    /// <summary>x · Φ(x) with the normal distribution function Φ, exact.</summary>
    Gelu,

    /// <summary>The approximation of <see cref="Gelu"/> by a hyperbolic tangent.</summary>
    GeluTanh,

    /// <summary>x · tanh(ln(1 + eˣ)).</summary>
    Mish,

    /// <summary>eˣ.</summary>
    Exp,

    /// <summary>The natural logarithm.</summary>
    Log,

    /// <summary>The square root.</summary>
    Sqrt,

    /// <summary>|x|.</summary>
    Abs,

    /// <summary>−x.</summary>
    Negate,

    /// <summary>1 / x.</summary>
    Reciprocal,
}
