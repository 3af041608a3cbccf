// What a Java or Kotlin file says, in one form for both: the evaluation reads this and knows neither grammar.
import type { SyntaxNode } from '../../source/syntax.ts';

/** A type as written, without its type arguments: `Map`, `java.util.Map`. */
export interface TypeName {
  readonly name: string;
  readonly node: SyntaxNode;
}

export interface Argument {
  readonly name?: string;
  readonly value: Expression;
}

export interface Annotation {
  readonly type: TypeName;
  readonly arguments: readonly Argument[];
  readonly node: SyntaxNode;
}

export interface Parameter {
  readonly name: string;
  readonly type?: TypeName;
  readonly fallback?: Expression;
  readonly annotations: readonly Annotation[];
  readonly node: SyntaxNode;
}

export type Expression = { readonly node: SyntaxNode } & (
  | {
      readonly kind: 'literal';
      readonly type: 'string' | 'number' | 'boolean' | 'null';
      readonly text: string;
    }
  /** Interpolation and concatenation. */
  | { readonly kind: 'text'; readonly parts: readonly Expression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'this' }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | {
      readonly kind: 'call';
      readonly of?: Expression;
      readonly name: string;
      readonly arguments: readonly Argument[];
    }
  | {
      readonly kind: 'new';
      readonly type: TypeName;
      readonly arguments: readonly Argument[];
      readonly body?: ClassDeclaration;
    }
  | { readonly kind: 'function'; readonly declaration: FunctionDeclaration }
  /** `A::get`, `::get`. */
  | { readonly kind: 'reference'; readonly of?: Expression; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'choice'; readonly options: readonly Expression[]; readonly condition?: Expression }
  /** `a ?: b`: the second only where the first is absent. */
  | { readonly kind: 'fallback'; readonly value: Expression; readonly otherwise: Expression }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  | {
      readonly kind: 'assign';
      readonly target: Expression;
      readonly value?: Expression;
      readonly how: string;
    }
  /** `==` and `!=`; what else is decided by its operands has no operator. */
  | {
      readonly kind: 'test';
      readonly operands: readonly Expression[];
      readonly operator?: '==' | '!=' | '!' | '&&';
    }
  /** The last statement is its value. */
  | { readonly kind: 'block'; readonly body: readonly Statement[] }
  | { readonly kind: 'other'; readonly children: readonly Expression[] }
);

export type Statement =
  | {
      readonly kind: 'local';
      readonly name: string;
      readonly type?: TypeName;
      readonly value?: Expression;
      readonly node: SyntaxNode;
    }
  | { readonly kind: 'return'; readonly value?: Expression }
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'block'; readonly body: readonly Statement[]; readonly condition?: Condition }
  | { readonly kind: 'class'; readonly declaration: ClassDeclaration }
  | { readonly kind: 'function'; readonly declaration: FunctionDeclaration };

export interface Condition {
  readonly test: Expression;
  readonly negated: boolean;
}

export interface FunctionDeclaration {
  /** Empty for a lambda. */
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly returns?: TypeName;
  readonly annotations: readonly Annotation[];
  readonly body: readonly Statement[];
  readonly isConstructor: boolean;
  /** The type that it extends (Kotlin): `Application` of `fun Application.module()`. */
  readonly extends?: TypeName;
  readonly node: SyntaxNode;
}

export interface Field {
  readonly name: string;
  readonly type?: TypeName;
  readonly value?: Expression;
  readonly annotations: readonly Annotation[];
  /** Belongs to the class and not to an instance: `static`, a companion's, an object's. */
  readonly isStatic: boolean;
  /** Given by the constructor's parameter of the same name (Kotlin's primary constructor, records). */
  readonly parameter?: number;
  readonly node: SyntaxNode;
}

export interface ClassDeclaration {
  readonly name: string;
  readonly bases: readonly TypeName[];
  readonly annotations: readonly Annotation[];
  readonly fields: readonly Field[];
  readonly methods: readonly FunctionDeclaration[];
  readonly inner: readonly ClassDeclaration[];
  /** Blocks that run when the class is loaded or an instance made. */
  readonly blocks: readonly Statement[];
  readonly node: SyntaxNode;
}

export interface ImportDeclaration {
  /** `com.foo`: what the name belongs to, a package or (static) a class. */
  readonly from: string;
  /** Absent for `*`. */
  readonly name?: string;
  readonly alias?: string;
  readonly isStatic: boolean;
  readonly node: SyntaxNode;
}

export interface Program {
  readonly packageName: string;
  readonly imports: readonly ImportDeclaration[];
  readonly classes: readonly ClassDeclaration[];
  readonly functions: readonly FunctionDeclaration[];
  readonly properties: readonly Field[];
  readonly strings: readonly { readonly text: string; readonly node: SyntaxNode }[];
  /** Where the grammar couldn't make sense of the text. */
  readonly errors: readonly SyntaxNode[];
}
