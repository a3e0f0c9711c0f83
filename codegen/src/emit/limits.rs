//! Limits as the runtime's tables spell them: `where [MinLength(1), MaxLength(100)] at "https://…"`.

use crate::tokens::{Literal, TokenStream, format_ident, quote};

use super::runtime::{Name, Uses};
use crate::rust::{Check, Checks, Method, Rule, Rules};

/// Behind a row of a table; nothing where nothing is checked.
pub(super) fn of_row(checks: &Checks) -> TokenStream {
    if checks.checks.is_empty() {
        return quote!();
    }
    let list = checks.checks.iter().map(|it| check(it, &quote!()));
    let page = checks.page.as_ref().map(|page| quote!(at #page));
    quote!(where [#(#list),*] #page)
}

/// Behind the rows of a table; nothing where there are no rules.
pub(super) fn of_table(rules: &Rules) -> TokenStream {
    if rules.rules.is_empty() {
        return quote!();
    }
    let list = rules.rules.iter().map(rule);
    let page = rules.page.as_ref().map(|page| quote!(at #page));
    quote!(where #page { #(#list),* })
}

/// What the runtime is told of an operation's parameters and of its whole body.
pub(super) fn of_method(method: &Method, uses: &mut Uses) -> TokenStream {
    if !method.is_documented {
        return quote!(.unsure());
    }
    if method.limits.is_empty() {
        return quote!();
    }
    let limits = method.limits.iter().map(|(place, name, checks)| {
        let (limit, ty) = (uses.runtime(Name::Limit), uses.runtime(Name::Check));
        let path = quote!(#ty::);
        let list: Vec<TokenStream> = checks.checks.iter().map(|it| check(it, &path)).collect();
        let (place, name) = (format_ident!("{place}"), name.as_str());
        let name = (!name.is_empty()).then(|| quote!(#name,));
        let page = checks.page.as_ref().map(|page| quote!(.page(#page)));
        quote!(#limit::#place(#name &[#(#list),*]) #page)
    });
    let limits: Vec<TokenStream> = limits.collect();
    quote!(.limits(&[#(#limits),*]))
}

/// A check, with what stands before its name.
fn check(it: &Check, path: &TokenStream) -> TokenStream {
    let count = |count: &u64| Literal::unsuffixed(*count);
    match it {
        Check::MinLength(least) => {
            let least = count(least);
            quote!(#path MinLength(#least))
        }
        Check::MaxLength(most) => {
            let most = count(most);
            quote!(#path MaxLength(#most))
        }
        Check::MinItems(least) => {
            let least = count(least);
            quote!(#path MinItems(#least))
        }
        Check::MaxItems(most) => {
            let most = count(most);
            quote!(#path MaxItems(#most))
        }
        Check::MinProperties(least) => {
            let least = count(least);
            quote!(#path MinProperties(#least))
        }
        Check::MaxProperties(most) => {
            let most = count(most);
            quote!(#path MaxProperties(#most))
        }
        Check::Minimum(limit) => quote!(#path Minimum(#limit)),
        Check::Maximum(limit) => quote!(#path Maximum(#limit)),
        Check::ExclusiveMinimum(limit) => quote!(#path ExclusiveMinimum(#limit)),
        Check::ExclusiveMaximum(limit) => quote!(#path ExclusiveMaximum(#limit)),
        Check::MultipleOf(step) => quote!(#path MultipleOf(#step)),
        Check::UniqueItems => quote!(#path UniqueItems),
        Check::Items(checks) => {
            let checks = checks.iter().map(|it| check(it, path));
            quote!(#path Items(&[#(#checks),*]))
        }
        Check::Values(checks) => {
            let checks = checks.iter().map(|it| check(it, path));
            quote!(#path Values(&[#(#checks),*]))
        }
    }
}

fn rule(it: &Rule) -> TokenStream {
    let lists = |lists: &[Vec<String>]| {
        let lists = lists.iter().map(|names| quote!(&[#(#names),*]));
        quote!(&[#(#lists),*])
    };
    match it {
        Rule::ExactlyOne(all) => {
            let all = lists(all);
            quote!(ExactlyOne(#all))
        }
        Rule::AtLeastOne(all) => {
            let all = lists(all);
            quote!(AtLeastOne(#all))
        }
        Rule::Requires(name, others) => quote!(Requires(#name, &[#(#others),*])),
        Rule::When { member, is, or_absent, then, otherwise } => quote! {
            When {
                member: #member,
                is: &[#(#is),*],
                or_absent: #or_absent,
                then: &[#(#then),*],
                otherwise: &[#(#otherwise),*]
            }
        },
    }
}
